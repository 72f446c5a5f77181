package io.katka.sim.explore;

import io.katka.sim.Violation;
import java.util.List;
import java.util.Objects;

/**
 * How a schedule went.
 *
 * @param schedule what was run
 * @param outcome how the workflow ended: {@code done}, {@code done after 2 resumes}, {@code rolled
 *     back}, {@code halted: …}
 * @param violations what must never happen, and did; empty for a good run
 * @param triggered how many of the faults came to happen
 * @param virtualMillis how much of the world's time it took
 * @param unavailableMillis how long partitions took no writes, added up
 */
public record Result(
    Schedule schedule,
    String outcome,
    List<Violation> violations,
    int triggered,
    long virtualMillis,
    long unavailableMillis) {
  public Result {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(outcome, "outcome");
    violations = List.copyOf(violations);
  }

  /** Whether nothing happened that must not. */
  public boolean isGood() {
    return violations.isEmpty();
  }
}
