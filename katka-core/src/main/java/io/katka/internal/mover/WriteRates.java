package io.katka.internal.mover;

import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How fast partitions grow, from their sizes at two moments. Where retention deletes meanwhile, it
 * is more than what is seen.
 */
public final class WriteRates {
  private final boolean sampled;
  private final Map<PartitionRef, Long> growing;
  private final Set<PartitionRef> unknown;
  private final long busiestBroker;

  private WriteRates(
      boolean sampled,
      Map<PartitionRef, Long> growing,
      Set<PartitionRef> unknown,
      long busiestBroker) {
    this.sampled = sampled;
    this.growing = growing;
    this.unknown = unknown;
    this.busiestBroker = busiestBroker;
  }

  /** Nothing was sampled. */
  public static WriteRates unknown() {
    return new WriteRates(false, Map.of(), Set.of(), 0);
  }

  /** What two looks, so many nanoseconds apart, tell. */
  public static WriteRates between(PartitionTable before, PartitionTable after, long nanos) {
    if (nanos <= 0) {
      return unknown();
    }
    var rows = new Rows(before);
    var growing = new HashMap<PartitionRef, Long>();
    var unknown = new HashSet<PartitionRef>();
    var brokers = new HashMap<Integer, Long>();
    for (int row = 0; row < after.size(); row++) {
      PartitionRef ref = after.ref(row);
      int was = rows.of(ref, row);
      if (was < 0 || before.bytes(was) < 0 || after.bytes(row) < 0) {
        unknown.add(ref);
        continue;
      }
      long grown = after.bytes(row) - before.bytes(was);
      if (grown > 0) {
        long rate = (long) (grown * 1e9 / nanos);
        growing.put(ref, rate);
        after.replicaList(row).forEach(broker -> brokers.merge(broker, rate, Long::sum));
      }
    }
    long busiest = brokers.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new WriteRates(true, growing, unknown, busiest);
  }

  /** Whether it is known how fast a partition grows. */
  public boolean knows(PartitionRef partition) {
    return sampled && !unknown.contains(partition);
  }

  /** Bytes per second that a partition grows by; 0 where not known. */
  public long of(PartitionRef partition) {
    return growing.getOrDefault(partition, 0L);
  }

  /** The most that any broker's replicas grow by together, in bytes per second. */
  public long busiestBroker() {
    return busiestBroker;
  }
}
