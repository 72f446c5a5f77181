package io.katka.kafka.proof;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What became of every record: sent, then acknowledged or given up, and found by the consumer or
 * not. A record that was given up may be found all the same; that is neither lost nor wrong.
 */
final class Ledger {
  private final Map<Integer, PartitionLedger> partitions = new TreeMap<>();
  private long sent;
  private long failed;
  private long longestStallNanos;

  /** Counts a record as sent, and gives its sequence number within its partition. */
  synchronized long send(int partition) {
    sent++;
    return of(partition).next();
  }

  /** A record was acknowledged, that long after it was sent. */
  synchronized void acknowledged(int partition, long sequence, long nanos) {
    of(partition).acknowledged(sequence);
    longestStallNanos = Math.max(longestStallNanos, nanos);
  }

  /** The producer gave a record up. */
  synchronized void failed() {
    failed++;
  }

  /** The consumer found a record. */
  synchronized void found(int partition, long sequence) {
    of(partition).found(sequence);
  }

  synchronized long sent() {
    return sent;
  }

  synchronized long failedRecords() {
    return failed;
  }

  /** How many records of a partition were acknowledged. */
  synchronized long acknowledgedOf(int partition) {
    return of(partition).acknowledged();
  }

  synchronized long acknowledged() {
    return sum(PartitionLedger::acknowledged);
  }

  synchronized long lost() {
    return sum(PartitionLedger::lost);
  }

  synchronized long duplicated() {
    return sum(PartitionLedger::duplicated);
  }

  synchronized long outOfOrder() {
    return sum(PartitionLedger::outOfOrder);
  }

  synchronized long longestStallMillis() {
    return Duration.ofNanos(longestStallNanos).toMillis();
  }

  private PartitionLedger of(int partition) {
    return partitions.computeIfAbsent(partition, p -> new PartitionLedger());
  }

  private long sum(ToLongFunction<PartitionLedger> what) {
    return partitions.values().stream().mapToLong(what).sum();
  }
}
