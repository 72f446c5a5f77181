package io.katka.state;

import java.util.List;
import java.util.Objects;

/**
 * What clients saw while a cluster was changed.
 *
 * @param sent records handed to the producer
 * @param acknowledged records acknowledged with {@code acks=all}
 * @param failed records the producer gave up on; they were never acknowledged
 * @param lost acknowledged records that the consumer did not find
 * @param duplicated records the consumer found more than once
 * @param outOfOrder records the consumer found before an earlier one of the same partition
 * @param longestStallMillis the longest time from sending a record to its acknowledgement, once
 *     each partition has acknowledged its first
 * @param longestLeaderlessMillis the longest time for which a partition was seen without a leader
 * @param resolutionMillis the longest time between two looks at leaders and in-sync sets: shorter
 *     intervals may have gone unseen
 * @param underMinIsr every interval in which a partition of the cluster was seen below its {@code
 *     min.insync.replicas}
 */
public record Proof(
    long sent,
    long acknowledged,
    long failed,
    long lost,
    long duplicated,
    long outOfOrder,
    long longestStallMillis,
    long longestLeaderlessMillis,
    long resolutionMillis,
    List<Interval> underMinIsr) {
  public Proof {
    underMinIsr = List.copyOf(underMinIsr);
  }

  /**
   * How long a partition was in a state.
   *
   * @param partition which one
   * @param fromEpochMillis when it was first seen so
   * @param millis how long until it was no longer seen so
   */
  public record Interval(PartitionRef partition, long fromEpochMillis, long millis) {
    public Interval {
      Objects.requireNonNull(partition, "partition");
    }
  }

  /** Whether every acknowledged record was found exactly once and in order. */
  public boolean clean() {
    return lost == 0 && duplicated == 0 && outOfOrder == 0;
  }

  @Override
  public String toString() {
    return ("sent %d, acknowledged %d, failed %d, lost %d, duplicated %d, out of order %d;"
            + " longest stall %d ms, longest leaderless %d ms (resolution %d ms),"
            + " under min ISR %d times")
        .formatted(
            sent,
            acknowledged,
            failed,
            lost,
            duplicated,
            outOfOrder,
            longestStallMillis,
            longestLeaderlessMillis,
            resolutionMillis,
            underMinIsr.size());
  }
}
