package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionTable;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits, while a node is on its way back, until every partition that it held has a leader. Those
 * that only it can lead are waited for once it is back.
 */
record AwaitElectionStep(int node) implements Step {
  @Override
  public String name() {
    return StepNames.AWAIT_ELECTION;
  }

  @Override
  public void act(StepContext context) {
    // Only waits.
  }

  @Override
  public StepOutcome await(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    List<Blocker> blockers = new ArrayList<>();
    for (int row : table.rowsOn(node)) {
      if (table.leader(row) < 0 && !isOnlyThere(table.isr(row))) {
        blockers.add(new Blocker.Leaderless(table.topic(row), table.partition(row)));
      }
    }
    return StepOutcome.of(blockers);
  }

  private boolean isOnlyThere(List<Integer> isr) {
    return isr.isEmpty() || isr.equals(List.of(node));
  }
}
