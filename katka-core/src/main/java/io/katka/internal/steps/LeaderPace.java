package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.error.UnreachableException;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts replica lists in order, which copies nothing, and lets the first of each lead: a portion at
 * a look, since every change of leaders is a hiccup for clients. Kafka may decline an election; it
 * is asked a few times, then the preferred replica leads whenever it can.
 */
final class LeaderPace {
  private static final int PORTION = 200;
  private static final int ATTEMPTS = 5;
  private static final int LOOKS = 100;

  private final Queue<Map.Entry<PartitionRef, List<Integer>>> orders;
  private final Map<PartitionRef, List<Integer>> settling = new TreeMap<>();
  private final Map<PartitionRef, Integer> asked = new HashMap<>();
  private int looks;

  LeaderPace(Map<PartitionRef, List<Integer>> orders) {
    this.orders = new ArrayDeque<>(new TreeMap<>(orders).entrySet());
  }

  StepOutcome advance(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    if (!orders.isEmpty()) {
      long left = orders.size();
      reorder(context, table);
      return wait("replicas are put in order", left);
    }
    if (settles(table)) {
      return wait("replicas are put in order", settling.size());
    }
    var due = new ArrayList<PartitionRef>();
    for (int row = 0; row < table.size(); row++) {
      boolean could = table.replicationFactor(row) > 0 && table.isInSync(row, 0);
      if (could && !table.isReassigning(row) && table.leader(row) != table.replica(row, 0)) {
        due.add(table.ref(row));
      }
    }
    due.removeIf(ref -> asked.getOrDefault(ref, 0) >= ATTEMPTS);
    if (due.isEmpty() || context.gateway().elections().isEmpty()) {
      return StepOutcome.done();
    }
    List<PartitionRef> portion = due.subList(0, Math.min(PORTION, due.size()));
    portion.forEach(ref -> asked.merge(ref, 1, Integer::sum));
    context.lock();
    context.gateway().elections().orElseThrow().preferred(portion);
    return wait("preferred leaders are elected", due.size());
  }

  /** Brokers learn of an order a moment after the controller took it. */
  private boolean settles(PartitionTable table) {
    settling
        .entrySet()
        .removeIf(
            order ->
                table
                    .row(order.getKey())
                    .filter(row -> hasJust(table, row, order.getValue()))
                    .filter(row -> !table.replicaList(row).equals(order.getValue()))
                    .isEmpty());
    return !settling.isEmpty() && looks++ < LOOKS;
  }

  private static StepOutcome wait(String what, long left) {
    return new StepOutcome.NotYet(List.of(new Blocker.InProgress(what, left)), left);
  }

  private void reorder(StepContext context, PartitionTable table) {
    var portion = new TreeMap<PartitionRef, List<Integer>>();
    while (portion.size() < PORTION && !orders.isEmpty()) {
      Map.Entry<PartitionRef, List<Integer>> order = orders.remove();
      // Replicas that somebody moved meanwhile stay where they are.
      if (table
          .row(order.getKey())
          .filter(row -> hasJust(table, row, order.getValue()))
          .isPresent()) {
        portion.put(order.getKey(), order.getValue());
      }
    }
    if (!portion.isEmpty()) {
      context.lock();
      try {
        Execution.reassignments(context).alter(portion);
      } catch (UnreachableException e) {
        orders.addAll(portion.entrySet());
        throw e;
      }
      settling.putAll(portion);
    }
  }

  private static boolean hasJust(PartitionTable table, int row, List<Integer> replicas) {
    return !table.isReassigning(row)
        && new TreeSet<>(table.replicaList(row)).equals(new TreeSet<>(replicas));
  }
}
