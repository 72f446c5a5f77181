package io.katka.internal.steps;

import io.katka.internal.mover.WriteRates;
import io.katka.spec.BalancePolicy;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionTable;
import io.katka.step.StepContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Samples how fast partitions are written: before anything moves, and now and then afterwards. */
final class Samples {
  private static final long FIRST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long LATER_NANOS = Duration.ofSeconds(10).toNanos();

  private final BalancePolicy policy;
  private @Nullable PartitionTable last;
  private long lastNanos;
  private WriteRates rates = WriteRates.unknown();
  private boolean sampled;
  private boolean fresh;

  Samples(BalancePolicy policy) {
    this.policy = policy;
  }

  BalancePolicy policy() {
    return policy;
  }

  WriteRates rates() {
    return rates;
  }

  /** Whether the last look brought other rates. */
  boolean isNew() {
    return fresh;
  }

  /** The partitions with their sizes when they were last sampled; none before. */
  PartitionTable sizes() {
    PartitionTable table = last;
    return table == null ? PartitionTable.empty() : table;
  }

  /** Whether enough was seen for a first rate; needs none without a throttle. */
  boolean suffice(StepContext context) {
    if (policy.throttleBytesPerSecond() == 0 || sampled) {
      return true;
    }
    long now = context.time().nanos();
    PartitionTable table = last;
    if (table != null && now - lastNanos < FIRST_NANOS) {
      return false;
    }
    sample(context, now);
    return table != null;
  }

  /** The partitions now; with their bytes, where it is time for another sample. */
  PartitionTable look(StepContext context) {
    long now = context.time().nanos();
    fresh = policy.throttleBytesPerSecond() != 0 && now - lastNanos >= LATER_NANOS;
    if (fresh) {
      sample(context, now);
    }
    return context.kafka(Look.PARTITIONS).partitions();
  }

  private void sample(StepContext context, long now) {
    PartitionTable seen = context.kafka(Look.PARTITIONS, Look.BYTES).partitions();
    PartitionTable before = last;
    sampled = before != null;
    if (before != null) {
      rates = WriteRates.between(before, seen, now - lastNanos);
    }
    last = seen;
    lastNanos = now;
  }
}
