package io.katka.balance;

import io.katka.state.PartitionRef;
import java.util.List;
import java.util.Objects;

/**
 * The change of one partition's replica list.
 *
 * @param row its row in the table that was planned from
 * @param partition topic and partition
 * @param from the replicas before, the preferred leader first; of a partition being reassigned,
 *     those it is to have then
 * @param to the replicas after, the preferred leader first
 * @param bytes the bytes copied: the partition's size for each broker that is only in {@code to}; 0
 *     for a mere change of order
 */
public record Move(
    int row, PartitionRef partition, List<Integer> from, List<Integer> to, long bytes) {
  public Move {
    Objects.requireNonNull(partition, "partition");
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  /** The brokers that get a replica. */
  public List<Integer> adding() {
    return to.stream().filter(broker -> !from.contains(broker)).toList();
  }

  /** The brokers that lose their replica. */
  public List<Integer> removing() {
    return from.stream().filter(broker -> !to.contains(broker)).toList();
  }

  @Override
  public String toString() {
    return partition + " " + from + " -> " + to;
  }
}
