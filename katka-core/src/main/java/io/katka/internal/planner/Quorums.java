package io.katka.internal.planner;

import io.katka.error.Blocker;
import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.release.MetadataMode;
import io.katka.spec.NodeSpec;
import io.katka.state.Capability;
import io.katka.state.PlatformNode;
import io.katka.state.QuorumState;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The dynamic quorum (KIP-853) grows and shrinks, one voter at a time. */
final class Quorums {
  private Quorums() {}

  static PlannedStep leave(int id) {
    return Steps.simple(
        StepNames.LEAVE_QUORUM,
        new Action.LeaveQuorum(id),
        id,
        "it votes no more before it goes",
        Risk.LOW);
  }

  /** New dedicated controllers, and controllers that run and do not vote yet. */
  static List<Phase> growth(Situation s) {
    var phases = new ArrayList<Phase>();
    QuorumState quorum = s.kafka().flatMap(k -> k.quorum()).orElse(null);
    if (quorum == null || s.wanted().release().metadata() != MetadataMode.KRAFT) {
      return phases;
    }
    for (NodeSpec node : s.roster().controllers()) {
      if (quorum.voter(node.id()).isEmpty() && !s.isWiped(node.id())) {
        requireDynamic(s, node.id());
        phases.add(join(s, node));
      }
    }
    return phases;
  }

  /** Dedicated controllers that are to go. */
  static List<Phase> shrinking(Situation s) {
    var phases = new ArrayList<Phase>();
    for (PlatformNode node : s.roster().leaving()) {
      if (!node.spec().kind().isBroker()) {
        requireDynamic(s, node.id());
        phases.add(remove(node));
      }
    }
    return phases;
  }

  static void refuseCombinedShrink(Situation s) {
    long staying =
        s.roster().wanted().stream()
            .filter(n -> n.kind().isController() && n.kind().isBroker())
            .count();
    if (staying > s.wanted().controllers().count()) {
      throw new InvalidSpecException(
          "controllers",
          s.wanted().controllers().count(),
          staying + " or more",
          "A broker that is a controller too stays both: remove that broker instead.");
    }
  }

  private static void requireDynamic(Situation s, int node) {
    if (!s.observed().supports(Capability.DYNAMIC_QUORUM)) {
      throw new PreconditionException(
          "Voters can only be changed with kraft.version 1 or newer, finalized.",
          List.of(new Blocker.QuorumAtRisk("static quorum; wanted a change by node " + node)));
    }
  }

  private static Phase join(Situation s, NodeSpec node) {
    var steps = new ArrayList<PlannedStep>();
    boolean broker = node.kind().isBroker();
    if (!broker && !s.exists(node.id())) {
      steps.add(
          Steps.start(
              StepNames.START_CONTROLLERS, List.of(node), "a new controller, not voting yet"));
    }
    if (broker && !s.exists(node.id())) {
      steps.add(Steps.awaitRegistered(Set.of(node.id())));
    }
    steps.add(
        Steps.simple(
            StepNames.JOIN_QUORUM,
            new Action.JoinQuorum(node.id()),
            node.id(),
            "votes once it has caught up",
            Risk.LOW));
    steps.add(Steps.awaitQuorum(Set.of(node.id())));
    return new Phase("add controller " + node.id(), "one voter more is wanted", steps, List.of());
  }

  private static Phase remove(PlatformNode node) {
    int id = node.id();
    List<PlannedStep> steps =
        List.of(
            leave(id),
            Steps.gate(id),
            Steps.simple(StepNames.STOP, new Action.StopNode(id), id, "votes no more", Risk.LOW),
            Steps.simple(
                StepNames.UNREGISTER, new Action.Unregister(id), id, "Kafka forgets it", Risk.LOW),
            Steps.simple(
                StepNames.REMOVE,
                new Action.RemoveNode(id, node.spec().storage().keep()),
                id,
                "more controllers than wanted",
                Risk.LOW));
    return new Phase("remove controller " + id, "one voter less is wanted", steps, List.of());
  }
}
