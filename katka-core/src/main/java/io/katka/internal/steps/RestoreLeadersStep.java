package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Gives preferred replicas their leadership back, so that load does not pile up on the brokers that
 * were rolled first, a portion at a time.
 */
record RestoreLeadersStep() implements Step {
  private static final int PORTION = 500;

  @Override
  public String name() {
    return StepNames.RESTORE_LEADERS;
  }

  @Override
  public void act(StepContext context) {
    String note = context.note(Notes.ORDERS).orElse("");
    if (note.isEmpty()) {
      return;
    }
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    var orders = new TreeMap<>(Orders.read(note));
    // Only an order is put back: replicas that somebody moved meanwhile stay where they are.
    orders.entrySet().removeIf(e -> !sameReplicas(table, e.getKey(), e.getValue()));
    context.lock();
    if (!orders.isEmpty()) {
      context.gateway().reassignments().ifPresent(r -> r.alter(orders));
    }
    context.forget(Notes.ORDERS);
  }

  private static boolean sameReplicas(PartitionTable table, PartitionRef ref, List<Integer> order) {
    return table
        .row(ref)
        .map(row -> List.copyOf(new java.util.TreeSet<>(table.replicaList(row))))
        .map(now -> now.equals(List.copyOf(new java.util.TreeSet<>(order))))
        .orElse(false);
  }

  @Override
  public StepOutcome await(StepContext context) {
    if (context.gateway().elections().isEmpty()) {
      context.forget(Notes.ROLL);
      return StepOutcome.done();
    }
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    var due = new ArrayList<PartitionRef>();
    for (int row = 0; row < table.size(); row++) {
      boolean could = table.isInSync(row, 0) && !table.isReassigning(row);
      if (could && table.leader(row) != table.replica(row, 0)) {
        due.add(table.ref(row));
      }
    }
    if (due.isEmpty()) {
      context.forget(Notes.ROLL);
      return StepOutcome.done();
    }
    context.lock();
    context
        .gateway()
        .elections()
        .orElseThrow()
        .preferred(due.subList(0, Math.min(PORTION, due.size())));
    return new StepOutcome.NotYet(
        List.of(new Blocker.InProgress("preferred leaders are elected", due.size())), due.size());
  }
}
