package io.katka.balance;

import io.katka.spec.BalancePolicy;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** What to move where, what comes of it, and how far that is from the least possible. Immutable. */
public final class BalancePlan {
  /** The rate assumed for a broker of unknown network without a throttle. */
  private static final long ASSUMED_BYTES_PER_SECOND = 100L << 20;

  private final BalancePolicy policy;
  private final List<BrokerLoad> brokers;
  private final Changes moves;
  private final Changes leaderChanges;
  private final int replicaMoves;
  private final long bytes;
  private final Bounds bounds;
  private final Supplier<List<String>> notes;

  BalancePlan(
      BalancePolicy policy,
      List<BrokerLoad> brokers,
      Changes moves,
      Changes leaderChanges,
      int replicaMoves,
      long bytes,
      Bounds bounds,
      Supplier<List<String>> notes) {
    this.policy = policy;
    this.brokers = List.copyOf(brokers);
    this.moves = moves;
    this.leaderChanges = leaderChanges;
    this.replicaMoves = replicaMoves;
    this.bytes = bytes;
    this.bounds = bounds;
    this.notes = notes;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return moves.isEmpty() && leaderChanges.isEmpty();
  }

  /** Partitions that get replicas on other brokers, in table order. */
  public List<Move> moves() {
    return Collections.unmodifiableList(moves);
  }

  /** Partitions that only get another order of their replicas, in table order: no data moves. */
  public List<Move> leaderChanges() {
    return Collections.unmodifiableList(leaderChanges);
  }

  /** All brokers by ascending id, before and after. */
  public List<BrokerLoad> brokers() {
    return brokers;
  }

  /** The number of replicas copied to another broker. */
  public int replicaMoves() {
    return replicaMoves;
  }

  /** The bytes copied between brokers; unknown sizes count as 0. */
  public long bytes() {
    return bytes;
  }

  /** How little any plan could move that reaches what this one reaches. */
  public Bounds bounds() {
    return bounds;
  }

  /** Bytes copied by the fewest possible; 1 is the best, also where none are copied. */
  public double byteRatio() {
    return bounds.bytes() == 0 ? bytes == 0 ? 1 : bytes : (double) bytes / bounds.bytes();
  }

  /** Replicas moved by the fewest possible; 1 is the best, also where none are moved. */
  public double moveRatio() {
    return bounds.moves() == 0 ? Math.max(1, replicaMoves) : (double) replicaMoves / bounds.moves();
  }

  /** What limits the plan, and what was assumed: one sentence each; empty where all is met. */
  public List<String> notes() {
    return List.copyOf(notes.get());
  }

  /** The policy it was planned by. */
  public BalancePolicy policy() {
    return policy;
  }

  /**
   * How long copying takes at least, in milliseconds: the broker that copies most, at its rate in
   * each direction. The rate is the throttle, or what the broker's network carries if that is less;
   * where neither is known, 100 MiB/s are assumed.
   *
   * @param throttleBytesPerSecond the replication throttle of each broker; 0 for none
   */
  public long estimateMillis(long throttleBytesPerSecond) {
    double longest = 0;
    for (BrokerLoad load : brokers) {
      long rate = throttleBytesPerSecond > 0 ? throttleBytesPerSecond : Long.MAX_VALUE;
      long network = load.broker().networkBytesPerSecond();
      rate = network > 0 ? Math.min(rate, network) : rate;
      rate = rate == Long.MAX_VALUE ? ASSUMED_BYTES_PER_SECOND : rate;
      longest = Math.max(longest, Math.max(load.bytesIn(), load.bytesOut()) * 1000.0 / rate);
    }
    return (long) Math.ceil(longest);
  }

  /**
   * All changes, moves and orders, in the format that {@code kafka-reassign-partitions.sh} reads.
   */
  public String toReassignmentJson() {
    return json(true);
  }

  /** As {@link #toReassignmentJson()}, with the replicas as they are before: the way back. */
  public String toRollbackJson() {
    return json(false);
  }

  private String json(boolean after) {
    var json = new StringBuilder("{\"version\":1,\"partitions\":[");
    for (Changes changes : List.of(moves, leaderChanges)) {
      for (int i = 0; i < changes.size(); i++) {
        json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
        changes.appendJson(json, i, after);
      }
    }
    return json.append("]}").toString();
  }

  /** A table for a person: the summary, then a line per broker. */
  @Override
  public String toString() {
    return PlanText.of(this);
  }
}
