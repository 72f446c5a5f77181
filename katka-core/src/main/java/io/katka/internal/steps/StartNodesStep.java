package io.katka.internal.steps;

import io.katka.spec.NodeSpec;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import java.util.List;

/** Starts nodes and, where asked to, waits until their processes run. */
record StartNodesStep(String name, List<NodeSpec> nodes, boolean awaited) implements Step {
  @Override
  public void act(StepContext context) {
    context.platform().start(context.lock(), context.ref(), nodes);
  }

  @Override
  public StepOutcome await(StepContext context) {
    List<Integer> ids = nodes.stream().map(NodeSpec::id).toList();
    return Nodes.failure(context, ids)
        .orElseGet(() -> StepOutcome.of(awaited ? Nodes.notRunning(context, ids) : List.of()));
  }
}
