package io.katka.internal.steps;

import io.katka.spi.KafkaGateway.Look;
import io.katka.state.BrokerDisk;
import io.katka.state.BrokerState;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.StepContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far replicas that are out of sync have got. Their number alone does not tell: those of a
 * broker that was down for hours come into sync together, hours later.
 */
final class CatchUp {
  private static final long DISKS_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  /** A replica more in sync counts for more than all bytes, of which a petabyte fits below it. */
  private static final int REPLICA_SHIFT = 40;

  private static final int KIB_SHIFT = 10;

  private long kib;
  private long lookedNanos;
  private long counted = -1;

  /** What is left, on a scale that falls while replicas come nearer to their leaders. */
  long remaining(StepContext context, PartitionTable table) {
    long waiting = 0;
    for (int row = 0; row < table.size(); row++) {
      boolean waits = table.leader(row) < 0 || table.isUnderReplicated(row);
      waiting += waits ? 1 + table.missing(row).size() : 0;
    }
    long now = context.time().nanos();
    if (waiting != counted) {
      // What one has that came into sync must not count for those that have not.
      counted = waiting;
      lookedNanos = now;
      kib = 0;
    } else if (now - lookedNanos >= DISKS_EVERY_NANOS) {
      lookedNanos = now;
      kib = bytes(context, behind(table)) >> KIB_SHIFT;
    }
    return (waiting << REPLICA_SHIFT) - Math.min(kib, (1L << REPLICA_SHIFT) - 1);
  }

  private static Map<Integer, Set<PartitionRef>> behind(PartitionTable table) {
    var behind = new HashMap<Integer, Set<PartitionRef>>();
    for (int row = 0; row < table.size(); row++) {
      if (table.isUnderReplicated(row)) {
        PartitionRef ref = table.ref(row);
        table
            .missing(row)
            .forEach(broker -> behind.computeIfAbsent(broker, b -> new HashSet<>()).add(ref));
      }
    }
    return behind;
  }

  private static long bytes(StepContext context, Map<Integer, Set<PartitionRef>> behind) {
    List<Integer> asked =
        context.kafka(Look.PARTITIONS).brokers().stream()
            .filter(broker -> !broker.fenced())
            .map(BrokerState::id)
            .filter(behind::containsKey)
            .toList();
    if (asked.isEmpty()) {
      return 0;
    }
    Map<Integer, BrokerDisk> disks =
        context.gateway().disks().map(d -> d.look(asked)).orElse(Map.of());
    long bytes = 0;
    for (BrokerDisk disk : disks.values()) {
      for (PartitionRef ref : behind.get(disk.broker())) {
        bytes += disk.bytesOf(ref);
      }
    }
    return bytes;
  }
}
