package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;

/** Makes the platform forget a stopped node. */
record RemoveStep(int node, boolean keepVolumes) implements Step {
  @Override
  public String name() {
    return StepNames.REMOVE;
  }

  @Override
  public void act(StepContext context) {
    context.platform().remove(context.lock(), context.ref(), node, keepVolumes);
  }

  @Override
  public StepOutcome await(StepContext context) {
    return context.nodes().node(node).isEmpty()
        ? StepOutcome.done()
        : StepOutcome.notYet(new Blocker.NodeNotReady(node, "still there", "forgotten"));
  }
}
