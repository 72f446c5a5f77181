package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.BrokerDisk;
import io.katka.state.BrokerState;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.StepContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at what moves need to know; at disks only now and then, since that costs much. */
final class Eyes {
  private static final long DISKS_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int TOLD = 20;

  private final Set<Integer> targets;
  private Map<Integer, BrokerDisk> disks = Map.of();
  private long lookedNanos;
  private boolean looked;

  /** Eyes on the disks of these brokers. */
  Eyes(Set<Integer> targets) {
    this.targets = targets;
  }

  static Set<Integer> serving(StepContext context) {
    return context.kafka(Look.PARTITIONS).brokers().stream()
        .filter(b -> !b.fenced())
        .map(BrokerState::id)
        .collect(Collectors.toSet());
  }

  static Map<Integer, String> racks(StepContext context) {
    return context.kafka(Look.PARTITIONS).brokers().stream()
        .filter(b -> !b.rack().isEmpty())
        .collect(Collectors.toMap(BrokerState::id, BrokerState::rack));
  }

  Map<Integer, BrokerDisk> disks(StepContext context) {
    long now = context.time().nanos();
    if (!looked || now - lookedNanos >= DISKS_EVERY_NANOS) {
      looked = true;
      lookedNanos = now;
      Set<Integer> serving = serving(context);
      List<Integer> asked = targets.stream().filter(serving::contains).toList();
      disks = context.gateway().disks().map(d -> d.look(asked)).orElse(Map.of());
    }
    return disks;
  }

  /** What ails these partitions. */
  static List<Blocker> troubles(PartitionTable table, Set<PartitionRef> partitions) {
    var troubles = new ArrayList<Blocker>();
    for (int row = 0; row < table.size() && troubles.size() < TOLD; row++) {
      if (partitions.contains(table.ref(row))) {
        String topic = table.topic(row);
        int partition = table.partition(row);
        troubles.add(
            table.leader(row) < 0
                ? new Blocker.Leaderless(topic, partition)
                : new Blocker.UnderReplicated(
                    topic, partition, table.isr(row), table.missing(row)));
      }
    }
    return troubles;
  }
}
