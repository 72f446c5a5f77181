package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.gate.SafetyGate;
import io.katka.spi.KafkaGateway.Look;
import io.katka.step.Gate;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.step.StepOutcome.Failed;
import io.katka.step.StepOutcome.NotYet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The safety gate together with the callers' gates: all must say go. */
final class Gates {
  private final Map<String, Gate> custom;

  Gates(Map<String, Gate> custom) {
    this.custom = custom;
  }

  /** Whether a node may be taken down. */
  StepOutcome beforeStopping(StepContext context, int node) {
    return beforeStopping(context, Set.of(node));
  }

  /** Whether nodes may be taken down together. */
  StepOutcome beforeStopping(StepContext context, Set<Integer> batch) {
    if (batch.stream().allMatch(node -> Nodes.isDown(context, node))) {
      return StepOutcome.done();
    }
    var gate =
        new SafetyGate(
            context.plan().target().upgrade(),
            context.nodes(),
            context.kafka(Look.PARTITIONS, Look.QUORUM, Look.ANSWERS));
    List<Blocker> blockers = new ArrayList<>(gate.blockers(batch));
    return with(context, blockers);
  }

  /** What the callers' gates say. */
  StepOutcome custom(StepContext context) {
    return with(context, new ArrayList<>());
  }

  private StepOutcome with(StepContext context, List<Blocker> blockers) {
    for (Map.Entry<String, Gate> entry : custom.entrySet()) {
      StepOutcome outcome = ask(context, entry.getKey(), entry.getValue());
      if (outcome instanceof Failed) {
        return outcome;
      }
      if (outcome instanceof NotYet wait) {
        blockers.addAll(wait.blockers());
      }
    }
    return StepOutcome.of(blockers);
  }

  private static StepOutcome ask(StepContext context, String name, Gate gate) {
    try {
      return gate.check(context);
    } catch (RuntimeException e) {
      return StepOutcome.notYet(
          new Blocker.CannotSee("what gate '" + name + "' looks at: " + e.getMessage()));
    }
  }
}
