package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.planner.Notes;
import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.step.StepOutcome.Done;
import io.katka.workflow.StepNames;
import java.util.List;
import java.util.Optional;

/**
 * Restarts a node as planned, once: a node that runs what it should is left alone. Done when what
 * ran before is gone and its successor is on its way; later steps wait for the rest.
 *
 * <p>One that only seemed to be down when it was {@linkplain Nodes#startAnew started} and runs what
 * it did before is restarted after all, once the gate says go again, in two looks.
 */
final class RestartStep implements Step {
  private final NodeSpec node;
  private final Gates gates;
  private final String fingerprint;
  private final TwoLooks looks = new TwoLooks();
  private boolean onlyStarted;

  RestartStep(NodeSpec node, Gates gates) {
    this.node = node;
    this.gates = gates;
    fingerprint = node.revision().fingerprint();
  }

  @Override
  public String name() {
    return StepNames.RESTART;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    return isDone(context) ? StepOutcome.done() : gates.beforeStopping(context, node.id());
  }

  @Override
  public void act(StepContext context) {
    if (!isDone(context)) {
      if (node.kind().isBroker()) {
        context.keep(Notes.ROLL, Integer.toString(node.id()));
      }
      onlyStarted = Nodes.startAnew(context, node);
    }
  }

  @Override
  public StepOutcome await(StepContext context) {
    Optional<StepOutcome> failure = Nodes.failure(context, List.of(node.id()));
    if (failure.isPresent()) {
      return failure.get();
    }
    PlatformNode now = context.nodes().node(node.id()).orElse(null);
    String phase = now == null ? "gone" : Nodes.describe(now);
    if (now != null && Nodes.isSuccessor(now, fingerprint)) {
      return StepOutcome.done();
    }
    if (onlyStarted && now != null && now.phase() == NodePhase.RUNNING) {
      StepOutcome gate = looks.confirmed(gates.beforeStopping(context, node.id()));
      if (!(gate instanceof Done)) {
        return gate;
      }
      act(context);
    }
    return StepOutcome.notYet(
        new Blocker.NodeNotReady(node.id(), phase, "restarted on " + node.revision().release()));
  }

  private boolean isDone(StepContext context) {
    PlatformNode now = context.nodes().node(node.id()).orElse(null);
    return now != null && Nodes.isSuccessor(now, fingerprint);
  }
}
