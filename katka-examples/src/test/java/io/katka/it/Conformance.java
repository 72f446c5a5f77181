package io.katka.it;

import io.katka.spec.ClusterRef;
import io.katka.spi.ClusterLock;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.Platform;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A script of what happens to a cluster of three brokers and the states it comes to, through the
 * two ports only: the same for a simulated cluster and for a real one.
 */
final class Conformance {
  private static final PartitionRef FIRST = new PartitionRef("t", 0);

  private final Platform platform;
  private final KafkaGateway gateway;
  private final ClusterRef ref;
  private final Waiting waiting;
  private final List<String> states = new ArrayList<>();

  /** Lets time pass until something holds. */
  interface Waiting {
    void until(String what, java.util.concurrent.Callable<Boolean> condition);
  }

  Conformance(Platform platform, KafkaGateway gateway, Waiting waiting) {
    this.platform = platform;
    this.gateway = gateway;
    this.waiting = waiting;
    ref = platform.ref("kafka");
  }

  /** Runs the script over topic {@code t} of replicas [1, 2], [2, 3], [3, 1]. */
  List<String> run() {
    try (ClusterLock lock = platform.lock(ref, "conformance", Duration.ofMinutes(10))) {
      record("in the beginning", t -> all(t, row -> t.isrSize(row) == 2));
      stopAndStartTheLeader(lock);
      killAndStartAFollower(lock);
      move();
      cancel(lock);
    }
    return states;
  }

  private void stopAndStartTheLeader(ClusterLock lock) {
    platform.stop(lock, ref, 1);
    phase(1, NodePhase.STOPPED);
    record("its leader stopped", t -> all(t, row -> !t.isr(row).contains(1) && t.leader(row) > 0));
    start(lock, 1);
    record("it came back", t -> all(t, row -> t.isrSize(row) == 2));
    elect();
    record("preferred leaders elected", Conformance::isPreferred);
  }

  private void killAndStartAFollower(ClusterLock lock) {
    platform.kill(lock, ref, 3);
    record("a broker was killed", t -> all(t, row -> !t.isr(row).contains(3) && t.leader(row) > 0));
    start(lock, 3);
    record("it came back", t -> all(t, row -> t.isrSize(row) == 2));
    elect();
    record("preferred leaders elected", Conformance::isPreferred);
  }

  private void move() {
    alter(List.of(1, 3));
    record("a replica moved", t -> !t.isReassigning(0) && t.replicaList(0).equals(List.of(1, 3)));
    alter(List.of(3, 1));
    record("their order changed", t -> t.replicaList(0).equals(List.of(3, 1)));
    elect();
    record("preferred leaders elected", Conformance::isPreferred);
    cancel();
    record("nothing was cancelled", t -> !t.isReassigning(0));
  }

  private void cancel(ClusterLock lock) {
    platform.stop(lock, ref, 2);
    phase(2, NodePhase.STOPPED);
    record("another one stopped", t -> all(t, row -> !t.isr(row).contains(2)));
    alter(List.of(3, 2));
    record("a move that cannot end", t -> t.isReassigning(0));
    cancel();
    record("it was cancelled", t -> !t.isReassigning(0));
    start(lock, 2);
    record("all came back", t -> all(t, row -> t.isrSize(row) == 2));
  }

  private void alter(List<Integer> replicas) {
    ask(() -> gateway.reassignments().orElseThrow().alter(Map.of(FIRST, replicas)));
  }

  private void cancel() {
    ask(() -> gateway.reassignments().orElseThrow().cancel(List.of(FIRST)));
  }

  /** Asks again while it cannot be told, as when the active controller was just stopped. */
  private void ask(Runnable change) {
    waiting.until(
        "a change is accepted",
        () -> {
          change.run();
          return true;
        });
  }

  private void elect() {
    var all = List.of(FIRST, new PartitionRef("t", 1), new PartitionRef("t", 2));
    ask(() -> gateway.elections().orElseThrow().preferred(all));
  }

  private void start(ClusterLock lock, int node) {
    platform.start(lock, ref, platform.observe(ref).node(node).orElseThrow().spec());
    phase(node, NodePhase.RUNNING);
  }

  private void phase(int node, NodePhase wanted) {
    waiting.until(
        "node " + node + " is " + wanted,
        () -> platform.observe(ref).node(node).orElseThrow().phase() == wanted);
  }

  private void record(String when, Predicate<PartitionTable> reached) {
    waiting.until(when + ": " + states, () -> reached.test(table()));
    PartitionTable table = table();
    var text = new StringBuilder(when);
    for (int row = 0; row < table.size(); row++) {
      text.append("; ")
          .append(table.ref(row))
          .append(" on ")
          .append(table.replicaList(row))
          .append(" led by ")
          .append(table.leader(row))
          .append(" in sync ")
          .append(new TreeSet<>(table.isr(row)))
          .append(table.isReassigning(row) ? " moving" : "");
    }
    states.add(text.toString());
  }

  private PartitionTable table() {
    KafkaState seen = gateway.observe(Set.of(Look.PARTITIONS));
    PartitionTable all = seen.partitions();
    PartitionTable.Builder builder = PartitionTable.builder().topic("t", 1);
    for (int row = 0; row < all.size(); row++) {
      if (all.topic(row).equals("t")) {
        builder.row(
            all.partition(row),
            0,
            all.replicas(row),
            all.leader(row),
            bits(all, row, all::isInSync),
            bits(all, row, all::isAdding),
            bits(all, row, all::isRemoving));
      }
    }
    return builder.build();
  }

  private interface Has {
    boolean test(int row, int position);
  }

  private static long bits(PartitionTable table, int row, Has has) {
    long bits = 0;
    for (int i = 0; i < table.replicationFactor(row); i++) {
      bits |= has.test(row, i) ? 1L << i : 0;
    }
    return bits;
  }

  private static boolean isPreferred(PartitionTable table) {
    return all(table, row -> table.leader(row) == table.replica(row, 0));
  }

  private static boolean all(PartitionTable table, java.util.function.IntPredicate test) {
    for (int row = 0; row < table.size(); row++) {
      if (!test.test(row)) {
        return false;
      }
    }
    return table.size() == 3;
  }
}
