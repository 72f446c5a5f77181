package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionTable;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Waits until a broker holds no replica any more. */
record VerifyEmptyStep(int node) implements Step {
  @Override
  public String name() {
    return StepNames.VERIFY_EMPTY;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    int[] rows = table.rowsOn(node);
    return rows.length == 0
        ? StepOutcome.done()
        : new StepOutcome.NotYet(
            List.of(
                new Blocker.InProgress(
                    "node %d still holds replicas, of %s first".formatted(node, table.ref(rows[0])),
                    rows.length)),
            rows.length);
  }

  /** Once it is stopped, nobody can read its configuration any more, only change it. */
  @Override
  public void act(StepContext context) {
    Set<String> keys =
        context.kafka(Look.CONFIG).brokerConfig().getOrDefault(node, Map.of()).keySet();
    if (!keys.isEmpty()) {
      context.keep(Notes.CONFIG_KEYS + node, String.join(",", keys));
    }
  }
}
