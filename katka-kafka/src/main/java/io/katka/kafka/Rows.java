package io.katka.kafka;

import io.katka.state.PartitionRef;
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
  private final ControllerLook controller;
  private final SizesLook sizes;
  private Map<PartitionRef, List<Integer>> inSync = Map.of();

  /**
   * No rows yet.
   *
   * @param controller with the reassignments that brokers tell of, and the new replicas of those
   *     that only a ZooKeeper ensemble tells of, begun or not
   */
  Rows(ControllerLook controller, SizesLook sizes) {
    this.controller = controller;
    this.sizes = sizes;
  }

  /** Looks who is in sync in topics that are to be added, where somebody knows better. */
  void look(Collection<TopicDescription> topics) {
    List<PartitionRef> partitions =
        topics.stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(info -> new PartitionRef(topic.name(), info.partition())))
            .toList();
    inSync = controller.inSync().apply(partitions);
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
    List<Integer> isr = info.isr().stream().map(Node::id).toList();
    isr = inSync.getOrDefault(new PartitionRef(topic, info.partition()), isr);
    List<Integer> target = controller.targets().get(partition);
    PartitionReassignment move =
        target == null ? controller.moves().get(partition) : move(now, isr, target);
    int[] replicas =
        (move == null || target == null ? now : move.replicas())
            .stream().mapToInt(Integer::intValue).toArray();
    table.row(
        info.partition(),
        sizes.bytes(partition, info.isr()),
        replicas,
        info.leader() == null || info.leader().isEmpty() ? -1 : info.leader().id(),
        bits(replicas, isr),
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
