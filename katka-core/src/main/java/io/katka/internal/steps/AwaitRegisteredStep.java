package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Waits until these brokers run, are registered, unfenced, and answer. */
record AwaitRegisteredStep(Set<Integer> brokers, ProbeHolder probe) implements Step {
  @Override
  public String name() {
    return StepNames.AWAIT_REGISTERED;
  }

  @Override
  public void act(StepContext context) {
    // Only waits.
  }

  @Override
  public StepOutcome await(StepContext context) {
    Optional<StepOutcome> failure = Nodes.failure(context, brokers);
    if (failure.isPresent()) {
      return failure.get();
    }
    List<Blocker> blockers = new ArrayList<>(Nodes.notRunning(context, brokers));
    if (!blockers.isEmpty()) {
      return StepOutcome.of(blockers);
    }
    KafkaState kafka = context.kafka(Look.ANSWERS);
    for (int id : brokers) {
      BrokerState broker = kafka.broker(id).orElse(null);
      if (broker == null) {
        blockers.add(new Blocker.NodeNotReady(id, "not registered", "registered"));
      } else if (broker.fenced()) {
        blockers.add(new Blocker.NodeNotReady(id, "fenced", "unfenced"));
      } else if (!broker.answered()) {
        blockers.add(new Blocker.CannotSee("node " + id + ": it does not answer a request"));
      }
    }
    if (blockers.isEmpty()) {
      probe.came(brokers);
    }
    return StepOutcome.of(blockers);
  }
}
