package io.katka.bench.execute;

import io.katka.error.Blocker;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import java.time.Duration;
import java.util.List;

/** A step that lets time pass. */
final class Pause implements Step {
  private final Duration length;
  private long untilNanos;

  Pause(Duration length) {
    this.length = length;
  }

  @Override
  public String name() {
    return "pause";
  }

  @Override
  public void act(StepContext context) {
    untilNanos = context.time().nanos() + length.toNanos();
  }

  @Override
  public StepOutcome await(StepContext context) {
    long left = untilNanos - context.time().nanos();
    return left <= 0
        ? StepOutcome.done()
        : new StepOutcome.NotYet(List.of(new Blocker.InProgress("time passes", left)), left);
  }
}
