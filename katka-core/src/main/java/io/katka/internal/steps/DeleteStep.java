package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;

/** Stops brokers, then the quorum, then makes the platform forget the cluster. */
record DeleteStep(boolean keepVolumes) implements Step {
  @Override
  public String name() {
    return StepNames.DELETE;
  }

  @Override
  public void act(StepContext context) {
    stop(context, true);
  }

  @Override
  public StepOutcome await(StepContext context) {
    List<Blocker> brokers = running(context, true);
    if (!brokers.isEmpty()) {
      return StepOutcome.of(brokers);
    }
    List<Blocker> quorum = running(context, false);
    if (!quorum.isEmpty()) {
      stop(context, false);
      return StepOutcome.of(quorum);
    }
    context.platform().delete(context.lock(), context.ref(), keepVolumes);
    return StepOutcome.done();
  }

  private static void stop(StepContext context, boolean brokers) {
    for (PlatformNode node : context.nodes().nodes()) {
      if (node.spec().kind().isBroker() == brokers && node.phase() != NodePhase.STOPPED) {
        context.platform().stop(context.lock(), context.ref(), node.id());
      }
    }
  }

  private static List<Blocker> running(StepContext context, boolean brokers) {
    var blockers = new ArrayList<Blocker>();
    for (PlatformNode node : context.nodes().nodes()) {
      boolean down = node.phase() == NodePhase.STOPPED || node.phase() == NodePhase.FAILED;
      if (node.spec().kind().isBroker() == brokers && !down) {
        blockers.add(new Blocker.NodeNotReady(node.id(), node.phase().toString(), "STOPPED"));
      }
    }
    return blockers;
  }
}
