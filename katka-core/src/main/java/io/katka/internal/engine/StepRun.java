package io.katka.internal.engine;

import io.katka.error.Blocker;
import io.katka.error.ClusterLockedException;
import io.katka.error.UnreachableException;
import io.katka.event.StepTiming;
import io.katka.spi.Time;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.step.StepOutcome.Done;
import io.katka.step.StepOutcome.Failed;
import io.katka.step.StepOutcome.NotYet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One step on its way through gate, act and await. Between a gate's yes and the act lies no wait:
 * should the process have been paused there for longer than a look stays fresh, the gate is asked
 * again. A look that fails is "cannot see": the step stays where it is.
 */
final class StepRun {
  /** A look older than this says nothing any more. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int GATE_PATIENCE = 6;

  enum Stage {
    GATE,
    ACT,
    AWAIT,
    DONE
  }

  private final Step step;
  private final Time time;
  private final Duration stallTimeout;
  private Stage stage = Stage.GATE;
  private boolean acted;
  private Stall stall;
  private long stageSince;
  private final long[] nanos = new long[Stage.values().length];

  StepRun(Step step, Time time, Duration stallTimeout) {
    this.step = step;
    this.time = time;
    this.stallTimeout = stallTimeout;
    stageSince = time.nanos();
    stall = new Stall(stallTimeout.multipliedBy(GATE_PATIENCE), stageSince);
  }

  /**
   * Does what can be done now: as far as {@code Done}, a wait, or a failure.
   *
   * @param lookAnew forgets what was seen before the act, which says nothing about its effect
   */
  StepOutcome advance(StepContext context, Runnable lookAnew) {
    return guarded(() -> tryAdvance(context, lookAnew));
  }

  /** Lets a step that waits for its effect wind down instead. */
  StepOutcome windDown(StepContext context) {
    return guarded(() -> stage == Stage.AWAIT ? step.cancel(context) : StepOutcome.done());
  }

  private StepOutcome guarded(Supplier<StepOutcome> portion) {
    StepOutcome outcome;
    try {
      outcome = portion.get();
    } catch (UnreachableException e) {
      stall.excuse(time.nanos());
      throw e;
    } catch (ClusterLockedException e) {
      throw e;
    } catch (RuntimeException e) {
      outcome = new Failed(describe(e), List.of());
      failure = e;
    }
    if (outcome instanceof NotYet wait && stall.isOver(wait.remaining(), time.nanos())) {
      return new Failed(stalled(wait), List.of());
    }
    return outcome;
  }

  private @org.jspecify.annotations.Nullable RuntimeException failure;

  @org.jspecify.annotations.Nullable
  RuntimeException failure() {
    return failure;
  }

  private StepOutcome tryAdvance(StepContext context, Runnable lookAnew) {
    if (stage == Stage.GATE) {
      long lookedAt = time.nanos();
      StepOutcome outcome = step.gate(context);
      if (!(outcome instanceof Done)) {
        return outcome;
      }
      context.lock();
      if (time.nanos() - lookedAt > FRESH_NANOS) {
        return StepOutcome.notYet(new Blocker.CannotSee("the present: the last look is too old"));
      }
      enter(Stage.ACT);
    }
    if (stage == Stage.ACT) {
      context.lock();
      acted = true;
      step.act(context);
      lookAnew.run();
      enter(Stage.AWAIT);
    }
    if (stage == Stage.AWAIT) {
      StepOutcome outcome = step.await(context);
      if (!(outcome instanceof Done)) {
        return outcome;
      }
      enter(Stage.DONE);
    }
    return StepOutcome.done();
  }

  private void enter(Stage next) {
    long now = time.nanos();
    nanos[stage.ordinal()] += now - stageSince;
    stageSince = now;
    stage = next;
    stall = new Stall(stallTimeout, now);
  }

  /** Whether it has begun to act. */
  boolean hasActed() {
    return acted;
  }

  Stage stage() {
    return stage;
  }

  StepTiming timing() {
    return new StepTiming(millis(Stage.GATE), millis(Stage.ACT), millis(Stage.AWAIT));
  }

  private long millis(Stage of) {
    long running = of == stage ? time.nanos() - stageSince : 0;
    return TimeUnit.NANOSECONDS.toMillis(nanos[of.ordinal()] + running);
  }

  private String stalled(NotYet wait) {
    String blockers =
        String.join("; ", wait.blockers().stream().limit(10).map(Blocker::describe).toList());
    return "no progress for %s while waiting: %s"
        .formatted(
            stage == Stage.GATE ? stallTimeout.multipliedBy(GATE_PATIENCE) : stallTimeout,
            blockers);
  }

  private static String describe(RuntimeException e) {
    return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
  }
}
