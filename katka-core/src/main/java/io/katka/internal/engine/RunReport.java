package io.katka.internal.engine;

import io.katka.event.KatkaEvent.Outcome;
import io.katka.event.Movement;
import io.katka.event.StepTiming;
import io.katka.plan.Plan;
import io.katka.state.Proof;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run went.
 *
 * @param movements how far the copying of replicas came, by step
 */
public record RunReport(
    String runId,
    Plan plan,
    Outcome outcome,
    String reason,
    Duration duration,
    List<StepReport> steps,
    Map<String, Movement> movements,
    @Nullable Proof proof) {
  public RunReport {
    steps = List.copyOf(steps);
    movements = Collections.unmodifiableMap(new LinkedHashMap<>(movements));
  }

  /** Where a step's time went. */
  public record StepReport(String step, int node, StepTiming timing) {}
}
