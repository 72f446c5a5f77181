package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.gate.CaughtUp;
import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.List;
import java.util.Optional;

/** Lets a controller vote, once it has caught up as an observer (KIP-853). */
record JoinQuorumStep(int node) implements Step {
  @Override
  public String name() {
    return StepNames.JOIN_QUORUM;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    Optional<StepOutcome> failure = Nodes.failure(context, List.of(node));
    if (failure.isPresent()) {
      return failure.get();
    }
    QuorumState quorum = context.gateway().observeQuorum();
    if (quorum.voter(node).isPresent()) {
      return StepOutcome.done();
    }
    Member observer = quorum.observer(node).orElse(null);
    if (observer == null) {
      return StepOutcome.notYet(
          new Blocker.NodeNotReady(node, "not following the metadata log", "an observer of it"));
    }
    return CaughtUp.is(observer)
        ? StepOutcome.done()
        : new StepOutcome.NotYet(
            List.of(new Blocker.InProgress("controller " + node + " catches up", observer.lag())),
            observer.lag());
  }

  @Override
  public void act(StepContext context) {
    QuorumState quorum = context.gateway().observeQuorum();
    Member observer = quorum.observer(node).orElse(null);
    if (quorum.voter(node).isPresent() || observer == null) {
      return;
    }
    String endpoint = context.platform().controllerEndpoint(context.ref(), node);
    context.lock();
    context.gateway().voters().orElseThrow().add(node, observer.directoryId(), endpoint);
  }

  @Override
  public StepOutcome await(StepContext context) {
    return context.gateway().observeQuorum().voter(node).isPresent()
        ? StepOutcome.done()
        : StepOutcome.notYet(new Blocker.QuorumAtRisk("node " + node + " does not vote yet"));
  }
}
