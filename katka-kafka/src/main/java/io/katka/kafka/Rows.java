package io.katka.kafka;

import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Writes descriptions of topics into the columns of a partition table. */
final class Rows {
  private final PartitionTable.Builder table = PartitionTable.builder();
  private final Map<TopicPartition, PartitionReassignment> moves;
  private final Map<TopicPartition, List<Integer>> targets;
  private final SizesLook sizes;

  /**
   * No rows yet.
   *
   * @param moves the reassignments that brokers tell of
   * @param targets the new replicas of those that only a ZooKeeper ensemble tells of, begun or not
   */
  Rows(
      Map<TopicPartition, PartitionReassignment> moves,
      Map<TopicPartition, List<Integer>> targets,
      SizesLook sizes) {
    this.moves = moves;
    this.targets = targets;
    this.sizes = sizes;
  }

  /** Adds a topic's partitions by ascending number. */
  void add(TopicDescription topic, int minIsr) {
    table.topic(topic.name(), minIsr);
    topic.partitions().stream()
        .sorted(Comparator.comparingInt(TopicPartitionInfo::partition))
        .forEach(partition -> add(topic.name(), partition));
  }

  private void add(String topic, TopicPartitionInfo info) {
    var partition = new TopicPartition(topic, info.partition());
    List<Integer> now = info.replicas().stream().map(Node::id).toList();
    List<Integer> inSync = info.isr().stream().map(Node::id).toList();
    List<Integer> target = targets.get(partition);
    PartitionReassignment move = target == null ? moves.get(partition) : move(now, inSync, target);
    int[] replicas =
        (move == null || target == null ? now : move.replicas())
            .stream().mapToInt(Integer::intValue).toArray();
    table.row(
        info.partition(),
        sizes.bytes(partition, info.isr()),
        replicas,
        info.leader() == null || info.leader().isEmpty() ? -1 : info.leader().id(),
        bits(replicas, inSync),
        move == null ? 0 : bits(replicas, move.addingReplicas()),
        move == null ? 0 : bits(replicas, move.removingReplicas()));
  }

  /**
   * A reassignment as brokers would tell of it. Which replicas are new cannot be told once the
   * controller has begun: those that it waits for are the ones that are not in sync.
   */
  static PartitionReassignment move(List<Integer> now, List<Integer> inSync, List<Integer> target) {
    var all = new ArrayList<>(now);
    target.stream().filter(id -> !now.contains(id)).forEach(all::add);
    return new PartitionReassignment(
        all,
        target.stream().filter(id -> !inSync.contains(id)).toList(),
        now.stream().filter(id -> !target.contains(id)).toList());
  }

  /** The table of all that was added. */
  PartitionTable table() {
    return table.build();
  }

  /** Bit i for the replica at position i, where it is one of those. */
  static long bits(int[] replicas, Collection<Integer> members) {
    long bits = 0;
    for (int i = 0; i < replicas.length; i++) {
      if (members.contains(replicas[i])) {
        bits |= 1L << i;
      }
    }
    return bits;
  }
}
