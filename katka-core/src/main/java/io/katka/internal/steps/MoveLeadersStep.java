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
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Moves leadership off a broker before it stops: its partitions' replica lists are reordered, which
 * moves no data, and the new preferred leaders elected. The original order is noted first.
 */
record MoveLeadersStep(int node) implements Step {
  @Override
  public String name() {
    return StepNames.MOVE_LEADERS;
  }

  @Override
  public void act(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    var before = new TreeMap<PartitionRef, List<Integer>>();
    var after = new TreeMap<PartitionRef, List<Integer>>();
    for (int row : table.rowsOn(node)) {
      int successor = successor(table, row);
      if (table.leader(row) == node && successor >= 0 && !table.isReassigning(row)) {
        before.put(table.ref(row), table.replicaList(row));
        List<Integer> order = new ArrayList<>(table.replicaList(row));
        Collections.swap(order, 0, order.indexOf(successor));
        after.put(table.ref(row), order);
      }
    }
    if (before.isEmpty()) {
      return;
    }
    context
        .note(Notes.ORDERS)
        .ifPresent(note -> Orders.read(note).forEach((ref, order) -> before.put(ref, order)));
    context.keep(Notes.ORDERS, Orders.write(before));
    context.lock();
    context.gateway().reassignments().ifPresent(r -> r.alter(after));
    context.gateway().elections().ifPresent(e -> e.preferred(after.keySet()));
  }

  @Override
  public StepOutcome await(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    long led = 0;
    for (int row : table.rowsOn(node)) {
      led += table.leader(row) == node && successor(table, row) >= 0 ? 1 : 0;
    }
    return led == 0
        ? StepOutcome.done()
        : new StepOutcome.NotYet(
            List.of(new Blocker.InProgress("leaders move off node " + node, led)), led);
  }

  private int successor(PartitionTable table, int row) {
    for (int broker : table.isr(row)) {
      if (broker != node) {
        return broker;
      }
    }
    return -1;
  }
}
