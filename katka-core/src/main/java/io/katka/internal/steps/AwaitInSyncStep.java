package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionTable;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Waits until nothing is under-replicated or without a leader. That is long after a broker was down
 * for long: as long as what it has grows, the wait goes on.
 */
final class AwaitInSyncStep implements Step {
  private static final int LISTED = 50;

  private final CatchUp catchUp = new CatchUp();

  @Override
  public String name() {
    return StepNames.AWAIT_IN_SYNC;
  }

  @Override
  public void act(StepContext context) {
    // Only waits.
  }

  @Override
  public StepOutcome await(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    // A node that holds nothing, or only what is on its way off it, is not waited for.
    Optional<StepOutcome> failure = Nodes.failure(context, id -> isToHold(table, id));
    if (failure.isPresent()) {
      return failure.get();
    }
    List<Blocker> blockers = new ArrayList<>();
    for (int row = 0; row < table.size() && blockers.size() < LISTED; row++) {
      boolean leaderless = table.leader(row) < 0;
      if (leaderless || table.isUnderReplicated(row)) {
        blockers.add(blocker(table, row, leaderless));
      }
    }
    return blockers.isEmpty()
        ? StepOutcome.done()
        : new StepOutcome.NotYet(blockers, catchUp.remaining(context, table));
  }

  private static boolean isToHold(PartitionTable table, int node) {
    return Arrays.stream(table.rowsOn(node))
        .anyMatch(row -> table.targetReplicas(row).contains(node));
  }

  private static Blocker blocker(PartitionTable table, int row, boolean leaderless) {
    return leaderless
        ? new Blocker.Leaderless(table.topic(row), table.partition(row))
        : new Blocker.UnderReplicated(
            table.topic(row), table.partition(row), table.isr(row), table.missing(row));
  }
}
