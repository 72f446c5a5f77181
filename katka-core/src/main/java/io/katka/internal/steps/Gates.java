package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.error.UnreachableException;
import io.katka.internal.gate.SafetyGate;
import io.katka.spec.NodeKind;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
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
    KafkaState kafka;
    try {
      kafka = context.kafka(Look.PARTITIONS, Look.QUORUM, Look.ANSWERS);
    } catch (UnreachableException e) {
      if (batch.stream().allMatch(node -> Nodes.isDown(context, node))
          && isDownAsAWhole(context.nodes())) {
        return StepOutcome.done();
      }
      throw e;
    }
    var gate = new SafetyGate(context.plan().target().upgrade(), context.nodes(), kafka);
    List<Blocker> blockers = new ArrayList<>(gate.blockers(batch));
    return with(context, blockers);
  }

  /** Whether so many are down that nobody could answer for Kafka, or for its quorum. */
  private static boolean isDownAsAWhole(PlatformState nodes) {
    List<PlatformNode> brokers =
        nodes.nodes().stream().filter(n -> n.spec().kind().isBroker()).toList();
    List<PlatformNode> quorum =
        nodes.nodes().stream().filter(n -> n.spec().kind() != NodeKind.BROKER).toList();
    return running(brokers) == 0 || 2 * running(quorum) <= quorum.size();
  }

  private static long running(List<PlatformNode> nodes) {
    return nodes.stream().filter(n -> n.phase() == NodePhase.RUNNING).count();
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
