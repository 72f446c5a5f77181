package io.katka.step;

import io.katka.error.Blocker;
import java.util.List;
import java.util.Objects;

/** What a gate or a wait says. */
public sealed interface StepOutcome {

  /** Go on. */
  record Done() implements StepOutcome {}

  /**
   * Wait and look again.
   *
   * @param blockers why, at least one
   * @param remaining what is left, on any scale that falls while the work goes on; while it falls
   *     the wait's deadline moves. {@link Long#MAX_VALUE} where there is no such measure
   */
  record NotYet(List<Blocker> blockers, long remaining) implements StepOutcome {
    public NotYet {
      blockers = List.copyOf(blockers);
      if (blockers.isEmpty()) {
        throw new IllegalArgumentException("a wait without a reason: name at least one blocker");
      }
    }
  }

  /** It cannot be. */
  record Failed(String reason, List<String> logTail) implements StepOutcome {
    public Failed {
      Objects.requireNonNull(reason, "reason");
      logTail = List.copyOf(logTail);
    }
  }

  /** Go on. */
  static StepOutcome done() {
    return new Done();
  }

  /** Wait for one reason. */
  static StepOutcome notYet(Blocker blocker) {
    return new NotYet(List.of(blocker), Long.MAX_VALUE);
  }

  /** Go on if nothing blocks, else wait; the fewer blockers, the nearer the end. */
  static StepOutcome of(List<? extends Blocker> blockers) {
    return blockers.isEmpty() ? done() : new NotYet(List.copyOf(blockers), blockers.size());
  }

  /** It cannot be, for that reason. */
  static StepOutcome failed(String reason) {
    return new Failed(reason, List.of());
  }
}
