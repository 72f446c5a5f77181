package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.Optional;

/** Makes Kafka forget a broker that is down. */
record UnregisterStep(int node) implements Step {
  @Override
  public String name() {
    return StepNames.UNREGISTER;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    Optional<StepOutcome> holding = Nodes.holding(context, node);
    if (holding.isPresent()) {
      return holding.get();
    }
    boolean serves = context.kafka().broker(node).map(b -> !b.fenced()).orElse(false);
    return serves
        ? StepOutcome.notYet(new Blocker.NodeNotReady(node, "still unfenced", "fenced"))
        : StepOutcome.done();
  }

  @Override
  public void act(StepContext context) {
    boolean broker = context.nodes().node(node).map(n -> n.spec().kind().isBroker()).orElse(true);
    var registrations = context.gateway().registrations();
    // Not every release shows a broker that is down, so it is not asked whether it is registered.
    if (broker && registrations.isPresent()) {
      context.lock();
      registrations.get().unregister(node);
    }
  }

  @Override
  public StepOutcome await(StepContext context) {
    boolean there =
        context.kafka().broker(node).isPresent() && context.gateway().registrations().isPresent();
    return there
        ? StepOutcome.notYet(new Blocker.NodeNotReady(node, "registered", "forgotten"))
        : StepOutcome.done();
  }
}
