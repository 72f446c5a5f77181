package io.katka.internal.steps;

import io.katka.spec.Foundation;
import io.katka.step.Step;
import io.katka.step.StepContext;

/** Records what a cluster is and shall be. */
record PrepareStep(String name, Foundation foundation) implements Step {
  @Override
  public void act(StepContext context) {
    context.platform().prepare(context.lock(), context.ref(), foundation);
  }
}
