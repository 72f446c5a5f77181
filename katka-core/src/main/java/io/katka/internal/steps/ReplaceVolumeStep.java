package io.katka.internal.steps;

import io.katka.spec.NodeSpec;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.List;

/** Gives a node whose data is gone a new, empty volume and starts it. */
record ReplaceVolumeStep(NodeSpec node) implements Step {
  @Override
  public String name() {
    return StepNames.REPLACE_VOLUME;
  }

  @Override
  public void act(StepContext context) {
    boolean wiped =
        context.nodes().node(node.id()).map(PlatformNode::volume).orElse(VolumeState.UNKNOWN)
            == VolumeState.WIPED;
    if (wiped) {
      context.platform().replaceVolume(context.lock(), context.ref(), node);
    }
  }

  @Override
  public StepOutcome await(StepContext context) {
    List<Integer> ids = List.of(node.id());
    return Nodes.failure(context, ids)
        .orElseGet(() -> StepOutcome.of(Nodes.notRunning(context, ids)));
  }
}
