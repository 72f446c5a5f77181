package io.katka.kafka;

import io.katka.state.PartitionTable;
import java.util.Collection;
import java.util.Comparator;
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
  private final SizesLook sizes;

  Rows(Map<TopicPartition, PartitionReassignment> moves, SizesLook sizes) {
    this.moves = moves;
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
    int[] replicas = info.replicas().stream().mapToInt(Node::id).toArray();
    PartitionReassignment move = moves.get(partition);
    table.row(
        info.partition(),
        sizes.bytes(partition, info.isr()),
        replicas,
        info.leader() == null || info.leader().isEmpty() ? -1 : info.leader().id(),
        bits(replicas, info.isr().stream().map(Node::id).toList()),
        move == null ? 0 : bits(replicas, move.addingReplicas()),
        move == null ? 0 : bits(replicas, move.removingReplicas()));
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
