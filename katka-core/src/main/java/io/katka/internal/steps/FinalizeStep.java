package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.planner.Finalizing;
import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.BrokerState;
import io.katka.state.FeatureState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finalizes features, after Kafka itself said that it would. There is no way back. */
record FinalizeStep(Map<String, Integer> planned) implements Step {
  @Override
  public String name() {
    return StepNames.FINALIZE;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    var blockers = new ArrayList<Blocker>();
    for (BrokerState broker : context.kafka(Look.ANSWERS).brokers()) {
      if (broker.fenced() || !broker.answered()) {
        String observed = broker.fenced() ? "fenced" : "silent";
        blockers.add(new Blocker.NodeNotReady(broker.id(), observed, "serving"));
      }
    }
    return StepOutcome.of(blockers);
  }

  @Override
  public void act(StepContext context) {
    Map<String, Integer> levels = due(context.kafka().features(), context);
    var features = context.gateway().features();
    if (!levels.isEmpty() && features.isPresent()) {
      features.get().raise(levels, true);
      context.lock();
      features.get().raise(levels, false);
    }
    context.forget(Notes.SOAKED);
  }

  @Override
  public StepOutcome await(StepContext context) {
    Map<String, Integer> left = due(context.kafka().features(), context);
    return left.isEmpty()
        ? StepOutcome.done()
        : StepOutcome.of(List.of(new Blocker.InProgress("features are finalized", left.size())));
  }

  private Map<String, Integer> due(FeatureState features, StepContext context) {
    Map<String, Integer> levels =
        new java.util.TreeMap<>(
            planned.isEmpty() ? Finalizing.pending(context.plan().target(), features) : planned);
    levels.entrySet().removeIf(e -> features.level(e.getKey()) >= e.getValue());
    return levels;
  }
}
