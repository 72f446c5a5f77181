package io.katka.internal.mover;

import io.katka.balance.Move;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.List;
import java.util.Set;

/**
 * A partition's move as it is carried out.
 *
 * @param partition topic and partition
 * @param row where it stood in the table when it was planned: a hint
 * @param from the replicas before
 * @param to the replicas after
 * @param adding the brokers that get a replica
 * @param bytes the size of one replica; unknown if below 0
 * @param urgency why it goes before others
 */
public record Transfer(
    PartitionRef partition,
    int row,
    List<Integer> from,
    List<Integer> to,
    List<Integer> adding,
    long bytes,
    Urgency urgency) {
  /** Smaller ones cost requests rather than bytes, and go in large groups. */
  public static final long TINY_BYTES = 1 << 20;

  /** What goes first. */
  public enum Urgency {
    /** The partition lacks a replica, or one lies on a broker that is gone. */
    CURING,
    /** A replica lies on a broker that is to be emptied. */
    DRAINING,
    /** It only lies better afterwards. */
    ORDINARY
  }

  public Transfer {
    from = List.copyOf(from);
    to = List.copyOf(to);
    adding = List.copyOf(adding);
  }

  /** A planned move. */
  public static Transfer of(
      Move move, PartitionTable table, Set<Integer> leaving, Set<Integer> serving) {
    return new Transfer(
        move.partition(),
        move.row(),
        move.from(),
        move.to(),
        move.adding(),
        table.bytes(move.row()),
        urgency(move, table, leaving, serving));
  }

  /** A move that is under way already. */
  public static Transfer underWay(PartitionTable table, int row, List<Integer> original) {
    List<Integer> target = table.targetReplicas(row);
    List<Integer> adding = added(original, target);
    return new Transfer(
        table.ref(row), row, original, target, adding, table.bytes(row), Urgency.ORDINARY);
  }

  private static List<Integer> added(List<Integer> from, List<Integer> to) {
    return to.stream().filter(b -> !from.contains(b)).toList();
  }

  private static Urgency urgency(
      Move move, PartitionTable table, Set<Integer> leaving, Set<Integer> serving) {
    if (table.isUnderReplicated(move.row()) || !serving.containsAll(move.from())) {
      return Urgency.CURING;
    }
    return move.from().stream().anyMatch(leaving::contains) ? Urgency.DRAINING : Urgency.ORDINARY;
  }

  /** This move to other replicas. */
  Transfer onTo(List<Integer> replicas) {
    return between(from, replicas);
  }

  /** A part of this move. */
  Transfer between(List<Integer> start, List<Integer> end) {
    return new Transfer(partition, row, start, end, added(start, end), bytes, urgency);
  }

  /** The size of one replica, 0 where it is not known. */
  public long knownBytes() {
    return Math.max(0, bytes);
  }

  /** The bytes that all its new replicas copy. */
  public long bytesToCopy() {
    return knownBytes() * adding.size();
  }

  /** Whether it goes in a large group. */
  public boolean isTiny() {
    return bytes >= 0 && bytes < TINY_BYTES;
  }

  /** Whether there is nothing to copy, so that no throttle is needed. */
  public boolean isEmpty() {
    return bytes == 0;
  }
}
