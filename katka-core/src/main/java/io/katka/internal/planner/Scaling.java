package io.katka.internal.planner;

import io.katka.error.Blocker;
import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.internal.gate.LastCopies;
import io.katka.internal.mover.Budget;
import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.spec.NodeSpec;
import io.katka.state.Capability;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Brokers come and go; replicas are spread over those that stay. */
final class Scaling {
  private Scaling() {}

  static List<Phase> phases(Situation s) {
    var phases = new ArrayList<Phase>();
    List<NodeSpec> fresh = s.roster().brokers().stream().filter(n -> !s.exists(n.id())).toList();
    Set<Integer> leaving = s.leavingBrokers();
    boolean pending = s.notes().containsKey(Notes.BALANCE);
    if (!fresh.isEmpty()) {
      phases.add(out(s, fresh));
    }
    uncordon(s, leaving).forEach(phases::add);
    if (!leaving.isEmpty()) {
      audit(s, leaving);
      phases.add(drain(s, fresh, leaving));
      s.roster().leaving().stream()
          .filter(n -> n.spec().kind().isBroker())
          // The gate of one that runs waits until none is there that does not.
          .sorted(Comparator.comparing(n -> !isGone(s, n)))
          .forEach(n -> phases.add(remove(s, n)));
    } else if (!fresh.isEmpty() || pending) {
      phases.add(balance(s, fresh, pending && fresh.isEmpty()));
    }
    return phases;
  }

  /**
   * Whether a broker that is to leave is down: no gate lets another node be taken down while it is
   * there.
   */
  static boolean isPressing(Situation s) {
    return s.roster().leaving().stream().anyMatch(n -> n.spec().kind().isBroker() && isGone(s, n));
  }

  /** Whether it is down, and not needed once more. */
  private static boolean isGone(Situation s, PlatformNode node) {
    return s.isDown(node.id()) && !Repair.isNeeded(s, node.spec());
  }

  private static Phase out(Situation s, List<NodeSpec> fresh) {
    Set<Integer> ids = Steps.ids(fresh);
    String release = s.wanted().release().describe();
    return new Phase(
        "add brokers " + ids,
        "%d brokers wanted, %d there".formatted(s.wanted().brokerCount(), before(s)),
        List.of(
            Steps.intend(Notes.BALANCE, "spread", "new brokers must not stay empty"),
            Steps.start(StepNames.START_BROKERS, fresh, "new brokers of " + release),
            Steps.awaitRegistered(ids)),
        List.of());
  }

  private static long before(Situation s) {
    return s.observed().platform().nodes().stream().filter(n -> n.spec().kind().isBroker()).count();
  }

  private static Phase balance(Situation s, List<NodeSpec> fresh, boolean resumed) {
    return new Phase(
        "rebalance",
        resumed ? "an earlier rebalance has not ended" : "new brokers hold nothing yet",
        List.of(
            Steps.awaitRegistered(Steps.ids(s.roster().brokers())),
            Steps.balance(
                StepNames.BALANCE,
                Set.of(),
                s.wanted().balance(),
                BalancePreview.impact(s, fresh, Set.of())),
            Steps.awaitInSync()),
        List.of());
  }

  /** A rebalance for its own sake; empty where the planner finds nothing to change. */
  static List<Phase> rebalance(Situation s) {
    boolean pending = s.notes().containsKey(Notes.BALANCE);
    if (!pending && BalancePreview.plan(s, List.of(), Set.of()).isEmpty()) {
      return List.of();
    }
    Phase balance = balance(s, List.of(), pending);
    var steps = new ArrayList<PlannedStep>();
    steps.add(Steps.intend(Notes.BALANCE, "spread", "a later run goes on where this one ends"));
    steps.addAll(balance.steps());
    return List.of(new Phase("rebalance", pending ? balance.why() : "asked for", steps, List.of()));
  }

  /** What is to be known before replicas move, where these phases move any. */
  static List<String> notes(Situation s, List<Phase> phases) {
    boolean moves =
        phases.stream()
            .flatMap(phase -> phase.steps().stream())
            .anyMatch(step -> step.action() instanceof Action.Balance);
    if (!moves || s.kafka().isEmpty() || s.observed().supports(Capability.REASSIGN)) {
      return List.of();
    }
    Budget batch = Budget.at(0);
    return List.of(
        ("Kafka before 2.4 carries out one batch of moves after the other, here of at most %d moves"
                + " at a broker, or %d of tiny ones, and %d in all; a batch that has begun cannot"
                + " be cancelled")
            .formatted(batch.moves(), batch.tiny(), batch.total()));
  }

  private static List<Phase> uncordon(Situation s, Set<Integer> leaving) {
    var phases = new ArrayList<Phase>();
    var ours = new TreeSet<Integer>();
    for (String id : s.notes().getOrDefault(Notes.CORDONED, "").split(",")) {
      if (!id.isBlank()) {
        ours.add(Integer.valueOf(id));
      }
    }
    for (int id : s.cordoned()) {
      if (ours.contains(id) && !leaving.contains(id) && s.exists(id)) {
        phases.add(
            new Phase(
                "uncordon broker " + id,
                "it stays after all",
                List.of(Steps.cordon(id, false)),
                List.of()));
      }
    }
    return phases;
  }

  private static Phase drain(Situation s, List<NodeSpec> fresh, Set<Integer> leaving) {
    var steps = new ArrayList<PlannedStep>();
    if (s.observed().supports(Capability.CORDON)) {
      for (int id : leaving) {
        if (!s.isDown(id)) {
          steps.add(Steps.cordon(id, true));
        }
      }
    }
    steps.add(
        Steps.balance(
            StepNames.DRAIN,
            leaving,
            s.wanted().balance(),
            BalancePreview.impact(s, fresh, leaving)));
    steps.add(Steps.awaitInSync());
    return new Phase("drain brokers " + leaving, "they are to leave", steps, List.of());
  }

  private static Phase remove(Situation s, PlatformNode node) {
    int id = node.id();
    var steps = new ArrayList<PlannedStep>();
    steps.add(
        Steps.simple(
            StepNames.VERIFY_EMPTY,
            new Action.VerifyEmpty(id),
            id,
            "no replica is left on it",
            Risk.NONE));
    if (node.spec().kind().isController()) {
      steps.add(Quorums.leave(id));
    }
    if (!isGone(s, node)) {
      steps.add(Steps.gate(id));
    }
    steps.add(
        Steps.simple(
            StepNames.STOP, new Action.StopNode(id), id, "empty, no longer wanted", Risk.LOW));
    // Of a broker that is not registered Kafka keeps the configuration and changes nothing.
    steps.add(
        Steps.simple(
            StepNames.CLEAR_CONFIG,
            new Action.ClearConfig(id),
            id,
            "a later broker of that id must not inherit it",
            Risk.LOW));
    steps.add(
        Steps.simple(
            StepNames.UNREGISTER, new Action.Unregister(id), id, "Kafka forgets it", Risk.LOW));
    boolean keep = node.spec().storage().keep();
    steps.add(
        Steps.simple(
            StepNames.REMOVE,
            new Action.RemoveNode(id, keep),
            id,
            keep ? "volume kept" : "volume deleted",
            keep ? Risk.LOW : Risk.IRREVERSIBLE));
    return new Phase("remove broker " + id, "more brokers than wanted", steps, List.of());
  }

  private static void audit(Situation s, Set<Integer> leaving) {
    int staying = s.roster().brokers().size();
    PartitionTable table = s.partitions();
    Set<String> tooWide = new LinkedHashSet<>();
    int largest = 0;
    for (int row = 0; row < table.size(); row++) {
      int factor = table.targetReplicas(row).size();
      if (factor > staying && !BalancePreview.isProof(table.topic(row))) {
        largest = Math.max(largest, factor);
        tooWide.add(table.topic(row));
      }
    }
    if (!tooWide.isEmpty()) {
      throw new InvalidSpecException(
          "replicas",
          staying,
          "at least " + largest + ", the largest replication factor, of topics " + tooWide,
          "Lower these topics' replication factor first, or keep more brokers.");
    }
    refuseIfHoldingLast(s, leaving, table);
  }

  private static void refuseIfHoldingLast(Situation s, Set<Integer> leaving, PartitionTable table) {
    List<Blocker> blockers =
        leaving.stream()
            .filter(s::isWiped)
            .flatMap(id -> LastCopies.on(id, table, b -> s.exists(b) && !s.isWiped(b)).stream())
            .toList();
    if (!blockers.isEmpty()) {
      throw new PreconditionException(
          "Brokers "
              + leaving
              + " are to leave, but the data of one is gone, and nobody else is in sync for these partitions."
              + " Bring its volume back, or delete these topics.",
          blockers);
    }
  }
}
