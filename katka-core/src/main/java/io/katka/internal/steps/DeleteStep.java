package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.spec.NodeKind;
import io.katka.state.PlatformNode;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.List;

/**
 * Stops brokers, then the quorum, then makes the platform forget the cluster. The last of a quorum
 * waits minutes for a majority that will not come back, so it is ended after some seconds.
 */
final class DeleteStep implements Step {
  private static final long QUORUM_PATIENCE_MILLIS = 8_000;

  private final boolean keepVolumes;
  private long quorumStoppedMillis;

  DeleteStep(boolean keepVolumes) {
    this.keepVolumes = keepVolumes;
  }

  @Override
  public String name() {
    return StepNames.DELETE;
  }

  @Override
  public void act(StepContext context) {
    stop(
        context,
        running(context).stream().filter(n -> n.spec().kind() == NodeKind.BROKER).toList());
  }

  @Override
  public StepOutcome await(StepContext context) {
    List<PlatformNode> running = running(context);
    boolean brokersRun = running.stream().anyMatch(n -> n.spec().kind() == NodeKind.BROKER);
    if (!running.isEmpty()) {
      if (!brokersRun) {
        stopQuorum(context, running);
      }
      return StepOutcome.of(running.stream().map(DeleteStep::blocker).toList());
    }
    context.platform().delete(context.lock(), context.ref(), keepVolumes);
    return StepOutcome.done();
  }

  private void stopQuorum(StepContext context, List<PlatformNode> running) {
    long now = context.time().now().toEpochMilli();
    if (quorumStoppedMillis == 0) {
      quorumStoppedMillis = now;
      stop(context, running);
    } else if (now - quorumStoppedMillis > QUORUM_PATIENCE_MILLIS) {
      running.forEach(n -> context.platform().kill(context.lock(), context.ref(), n.id()));
    }
  }

  private static void stop(StepContext context, List<PlatformNode> nodes) {
    nodes.forEach(n -> context.platform().stop(context.lock(), context.ref(), n.id()));
  }

  private static List<PlatformNode> running(StepContext context) {
    return context.nodes().nodes().stream().filter(n -> !n.phase().isDown()).toList();
  }

  private static Blocker blocker(PlatformNode node) {
    return new Blocker.NodeNotReady(node.id(), node.phase().toString(), "STOPPED");
  }
}
