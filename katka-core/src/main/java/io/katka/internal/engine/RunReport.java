package io.katka.internal.engine;

import io.katka.event.KatkaEvent.Outcome;
import io.katka.event.StepTiming;
import io.katka.plan.Plan;
import io.katka.state.Proof;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run went. */
public record RunReport(
    String runId,
    Plan plan,
    Outcome outcome,
    String reason,
    Duration duration,
    List<StepReport> steps,
    @Nullable Proof proof) {
  public RunReport {
    steps = List.copyOf(steps);
  }

  /** Where a step's time went. */
  public record StepReport(String step, int node, StepTiming timing) {}
}
