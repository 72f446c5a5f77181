package io.katka.internal.steps;

import io.katka.spi.ProofSpec;
import io.katka.state.BrokerState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.workflow.StepNames;
import java.util.stream.Collectors;

/** Starts the traffic that proves what clients see. */
record StartProofStep(ProofSpec spec, ProbeHolder probe) implements Step {
  @Override
  public String name() {
    return StepNames.START_PROOF;
  }

  @Override
  public void act(StepContext context) {
    var brokers =
        context.kafka().brokers().stream()
            .filter(b -> !b.fenced())
            .map(BrokerState::id)
            .collect(Collectors.toSet());
    context.lock();
    probe.start(context.platform(), context.ref(), spec, brokers, context.time());
  }
}
