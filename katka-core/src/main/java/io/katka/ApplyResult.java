package io.katka;

import io.katka.event.KatkaEvent.Outcome;
import io.katka.event.Movement;
import io.katka.event.StepTiming;
import io.katka.internal.engine.RunReport;
import io.katka.internal.json.Json;
import io.katka.plan.Plan;
import io.katka.spec.Quantity;
import io.katka.state.Proof;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run went.
 *
 * @param runId tells runs apart
 * @param plan what was carried out
 * @param outcome how it ended
 * @param duration from its start to its end
 * @param steps where the time went, in order
 * @param movements how far the copying of replicas came, by the id of the step that copied
 * @param seen what clients saw; null without {@code prove}
 */
public record ApplyResult(
    String runId,
    Plan plan,
    Outcome outcome,
    Duration duration,
    List<StepResult> steps,
    Map<String, Movement> movements,
    @Nullable Proof seen) {
  public ApplyResult {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(duration, "duration");
    steps = List.copyOf(steps);
    movements = Collections.unmodifiableMap(new LinkedHashMap<>(movements));
  }

  /**
   * Where a step's time went.
   *
   * @param step its id in the plan
   * @param node the node it was about; -1 for several or none
   */
  public record StepResult(String step, int node, StepTiming timing) {}

  static ApplyResult of(RunReport report) {
    return new ApplyResult(
        report.runId(),
        report.plan(),
        report.outcome(),
        report.duration(),
        report.steps().stream().map(s -> new StepResult(s.step(), s.node(), s.timing())).toList(),
        report.movements(),
        report.proof());
  }

  /** What clients saw, if that was asked for with {@code prove}. */
  public Optional<Proof> proof() {
    return Optional.ofNullable(seen);
  }

  /** The result as JSON. */
  public String toJson() {
    return Json.write(this);
  }

  /** The result as a table. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "%s %s: %s in %.1f s\n"
            .formatted(plan.workflow(), plan.ref(), outcome, duration.toMillis() / 1000.0));
    if (steps.isEmpty()) {
      text.append("  nothing to do").append('\n');
    } else {
      text.append("  %-48s %9s %9s %9s\n".formatted("step", "gate ms", "act ms", "await ms"));
    }
    for (StepResult step : steps) {
      StepTiming timing = step.timing();
      text.append(
          "  %-48s %9d %9d %9d\n"
              .formatted(
                  step.step(), timing.gateMillis(), timing.actMillis(), timing.awaitMillis()));
    }
    movements.forEach((step, m) -> text.append(copied(step, m)));
    proof().ifPresent(p -> text.append("  proof: ").append(p).append('\n'));
    return text.toString();
  }

  private static String copied(String step, Movement m) {
    String bound =
        m.boundMillis() == 0
            ? "no throttle"
            : "at least %.1f s at %s/s per broker"
                .formatted(m.boundMillis() / 1000.0, Quantity.show(m.bytesPerSecond()));
    return "  %s: %d of %d moves, %s of %s copied in %.1f s (%s)\n"
        .formatted(
            step,
            m.movesDone(),
            m.moves(),
            Quantity.show(m.bytesDone()),
            Quantity.show(m.bytes()),
            m.elapsedMillis() / 1000.0,
            bound);
  }
}
