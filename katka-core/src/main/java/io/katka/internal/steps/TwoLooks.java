package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.step.StepOutcome;
import io.katka.step.StepOutcome.Done;

/** Whether something held in two looks, one after the other: one look may be at a lucky moment. */
final class TwoLooks {
  private boolean before;

  /** Takes the next look. */
  boolean held(boolean now) {
    boolean twice = now && before;
    before = now;
    return twice;
  }

  /** What a gate says once it has said go in two looks. */
  StepOutcome confirmed(StepOutcome outcome) {
    boolean go = outcome instanceof Done;
    return !held(go) && go
        ? StepOutcome.notYet(new Blocker.CannotSee("a second time that all is well"))
        : outcome;
  }

  /** Begins anew: what was seen is over. */
  void forget() {
    before = false;
  }
}
