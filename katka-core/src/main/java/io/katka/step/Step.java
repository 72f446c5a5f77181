package io.katka.step;

import java.util.function.Consumer;

/**
 * What is done in a workflow: wait for the gate, act, wait for the effect. Every part is asked
 * again after a crash, so acting must be idempotent, and an object serves one run only. {@code
 * gate} and {@code await} return at once; the engine asks again after a while.
 */
public interface Step {
  /** Its name, in the form {@code some-step}. */
  String name();

  /** Whether it may act now; changes nothing. */
  default StepOutcome gate(StepContext context) {
    return StepOutcome.done();
  }

  /** Acts. What is already done is left as it is. */
  void act(StepContext context);

  /** Whether the effect is there; long work does its next portion here. */
  default StepOutcome await(StepContext context) {
    return StepOutcome.done();
  }

  /**
   * Winds down after the run was cancelled while this step was under way; asked in place of {@link
   * #await}, again and again until it is done. What is left as it is, a later run goes on with.
   */
  default StepOutcome cancel(StepContext context) {
    return StepOutcome.done();
  }

  /** A step that only acts. */
  static Step of(String name, Consumer<StepContext> act) {
    return new Step() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void act(StepContext context) {
        act.accept(context);
      }
    };
  }
}
