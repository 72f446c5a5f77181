package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;

/** Stops a node for good, through the same gate as any restart. */
record StopStep(int node, Gates gates) implements Step {
  @Override
  public String name() {
    return StepNames.STOP;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    return Nodes.holding(context, node).orElseGet(() -> gates.beforeStopping(context, node));
  }

  @Override
  public void act(StepContext context) {
    context.platform().stop(context.lock(), context.ref(), node);
  }

  @Override
  public StepOutcome await(StepContext context) {
    NodePhase phase = context.nodes().node(node).map(PlatformNode::phase).orElse(NodePhase.STOPPED);
    return phase.isDown()
        ? StepOutcome.done()
        : StepOutcome.notYet(new Blocker.NodeNotReady(node, phase.toString(), "STOPPED"));
  }
}
