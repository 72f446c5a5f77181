package io.katka.internal.planner;

import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.release.MetadataMode;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.OnFailure;
import io.katka.spec.Revision;
import io.katka.spec.UpgradePolicy;
import io.katka.state.NodePhase;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The roll: nodes that do not run what is wanted are restarted one after the other. Controllers go
 * before brokers, the active controller last of them. The first broker is the canary; after it,
 * brokers that share no partition go in batches, where the policy lets them. Nodes that are down
 * are started on what is wanted before any roll, by {@link Repair}.
 */
final class Rolling {
  private final Situation s;
  private final UpgradePolicy policy;

  private Rolling(Situation s) {
    this.s = s;
    policy = s.wanted().upgrade();
  }

  static List<Phase> phases(Situation s) {
    return new Rolling(s).phases();
  }

  private List<Phase> phases() {
    List<NodeSpec> brokers = stale(s.roster().brokers());
    List<NodeSpec> others = stale(s.roster().quorumOnly());
    var phases = new ArrayList<Phase>();
    if (!others.isEmpty() || !brokers.isEmpty()) {
      starting().forEach(n -> phases.add(finish(n)));
    }
    others.stream()
        .sorted(activeLast())
        .forEach(n -> phases.add(controller(n, phases.isEmpty() && isFirst(s, n))));
    unfinished(brokers).ifPresent(phases::add);
    boolean canaryIsOut = brokers.size() < present(s.roster().brokers()).count();
    if (!brokers.isEmpty() && canaryIsOut) {
      unfinishedSoak().ifPresent(phases::add);
    }
    boolean first = !canaryIsOut;
    List<NodeSpec> ordered = brokers.stream().sorted(activeLast()).toList();
    int alone = first ? 1 : 0;
    ordered.stream().limit(alone).forEach(canary -> phases.add(broker(canary, true)));
    Batches.of(ordered.stream().skip(alone).toList(), s.partitions(), policy.maxUnavailable())
        .forEach(
            batch -> phases.add(batch.size() == 1 ? broker(batch.get(0), false) : batch(batch)));
    return phases;
  }

  /** What follows a broker's restart, where the run that restarted it did not come to it. */
  private Optional<Phase> unfinished(List<NodeSpec> stale) {
    String noted = s.notes().getOrDefault(Notes.ROLL, "");
    Set<Integer> rolled = Notes.rolled(s.notes());
    List<NodeSpec> restarted =
        present(s.roster().brokers())
            .filter(n -> rolled.contains(n.id()))
            .filter(n -> !stale.contains(n) && !s.isDown(n.id()))
            .toList();
    if (restarted.size() == 1) {
      NodeSpec node = restarted.get(0);
      return Optional.of(
          finish("finish broker " + node.id(), noted, Set.of(node.id()), undoStart(s, node)));
    }
    if (!restarted.isEmpty()) {
      Set<Integer> ids = Steps.ids(restarted);
      return Optional.of(finish("finish brokers " + ids, noted, ids, List.of()));
    }
    boolean due = !noted.isEmpty() || s.notes().containsKey(Notes.ORDERS);
    return due && stale.isEmpty()
        ? Optional.of(
            finish(
                "finish the roll",
                noted,
                Steps.ids(present(s.roster().brokers()).toList()),
                List.of()))
        : Optional.empty();
  }

  /** Those of the quorum only that run what is wanted, but have not come up yet. */
  private Stream<NodeSpec> starting() {
    return present(s.roster().quorumOnly())
        .filter(n -> !isStale(n))
        .filter(n -> s.node(n.id()).orElseThrow().phase() == NodePhase.STARTING);
  }

  private Phase finish(NodeSpec starting) {
    return new Phase(
        "finish " + kind() + starting.id(),
        "an earlier roll has not ended",
        List.of(
            // What the earlier run did is this one's to put back.
            Steps.intend(
                Notes.ROLL, s.notes().getOrDefault(Notes.ROLL, ""), "an earlier run restarted it"),
            Steps.awaitQuorum(Set.of(starting.id()))),
        undoStart(s, starting));
  }

  private static Phase finish(
      String name, String noted, Set<Integer> brokers, List<PlannedStep> undo) {
    return new Phase(
        name,
        "an earlier roll has not ended",
        List.of(
            // What the earlier run did is this one's to put back.
            Steps.intend(Notes.ROLL, noted, "an earlier run restarted it"),
            Steps.awaitRegistered(brokers),
            Steps.awaitInSync(),
            Steps.restoreLeaders()),
        undo);
  }

  private Stream<NodeSpec> present(List<NodeSpec> nodes) {
    return nodes.stream().filter(n -> s.exists(n.id()) && !s.isWiped(n.id()));
  }

  private List<NodeSpec> stale(List<NodeSpec> nodes) {
    return present(nodes).filter(n -> isStale(n) && !s.isDown(n.id())).toList();
  }

  private boolean isStale(NodeSpec wanted) {
    var node = s.node(wanted.id()).orElseThrow();
    String fingerprint = wanted.revision().fingerprint();
    String running = node.runningFingerprint();
    return !running.isEmpty() && !running.equals(fingerprint)
        || !node.spec().revision().equals(wanted.revision())
            && !node.spec().revision().fingerprint().equals(fingerprint);
  }

  private Comparator<NodeSpec> activeLast() {
    return Comparator.comparing((NodeSpec n) -> !n.kind().isController())
        .thenComparing(n -> n.id() == s.activeController() || n.id() == s.quorumLeader())
        .thenComparing(NodeSpec::id);
  }

  private String kind() {
    boolean kraft = s.wanted().release().metadata() == MetadataMode.KRAFT;
    return kraft ? "controller " : "ensemble member ";
  }

  private Phase controller(NodeSpec node, boolean first) {
    List<PlannedStep> steps =
        List.of(
            Steps.gate(node.id()),
            Steps.restart(node, why(node), quorumRisk(), 0),
            Steps.awaitQuorum(Set.of(node.id())));
    return new Phase("roll " + kind() + node.id(), why(node), steps, undo(node, first));
  }

  private Risk quorumRisk() {
    return s.wanted().controllers().count() == 1 ? Risk.UNAVAILABLE : Risk.RESTART;
  }

  private Phase broker(NodeSpec node, boolean canary) {
    int id = node.id();
    var steps = new ArrayList<PlannedStep>();
    steps.add(Steps.gate(id));
    if (policy.moveLeaders()) {
      steps.add(Steps.moveLeaders(id));
    }
    PartitionTable table = s.partitions();
    int[] rows = table.rowsOn(id);
    steps.add(Steps.restart(node, why(node), risk(table, rows), rows.length));
    steps.add(Steps.awaitElection(id));
    steps.addAll(afterwards(Set.of(id)));
    if (canary && policy.canarySoakMillis() > 0) {
      steps.add(Steps.soak(id, policy.canarySoakMillis()));
    }
    String name = "roll broker " + id;
    return new Phase(name, why(node) + (canary ? " (canary)" : ""), steps, undo(node, canary));
  }

  private Phase batch(List<NodeSpec> nodes) {
    Set<Integer> ids = Steps.ids(nodes);
    var steps = new ArrayList<PlannedStep>();
    steps.add(Steps.gate(ids));
    if (policy.moveLeaders()) {
      ids.forEach(id -> steps.add(Steps.moveLeaders(id)));
    }
    PartitionTable table = s.partitions();
    int touched = 0;
    Risk risk = Risk.RESTART;
    for (int id : ids) {
      int[] rows = table.rowsOn(id);
      touched += rows.length;
      risk = risk(table, rows) == Risk.UNAVAILABLE ? Risk.UNAVAILABLE : risk;
    }
    steps.add(Steps.restart(nodes, why(nodes.get(0)), risk, touched));
    ids.forEach(id -> steps.add(Steps.awaitElection(id)));
    steps.addAll(afterwards(ids));
    String why = why(nodes.get(0)) + ", together, as they share no partition";
    return new Phase("roll brokers " + ids, why, steps, undo(nodes));
  }

  private static List<PlannedStep> afterwards(Set<Integer> ids) {
    return List.of(Steps.awaitRegistered(ids), Steps.awaitInSync(), Steps.restoreLeaders());
  }

  private List<PlannedStep> undo(List<NodeSpec> nodes) {
    List<NodeSpec> before =
        nodes.stream()
            .map(n -> s.node(n.id()).orElseThrow().spec())
            .filter(spec -> !nodes.contains(spec))
            .toList();
    if (policy.onFailure() != OnFailure.ROLL_BACK || before.isEmpty()) {
      return List.of();
    }
    var steps = new ArrayList<PlannedStep>();
    steps.add(Steps.gate(Steps.ids(before)));
    steps.add(Steps.restart(before, "back to what they ran before", Risk.RESTART, 0));
    steps.addAll(afterwards(Steps.ids(before)));
    return steps;
  }

  private Risk risk(PartitionTable table, int[] rows) {
    for (int row : rows) {
      if (Consents.neverSafe(table, row)) {
        return Risk.UNAVAILABLE;
      }
    }
    return Risk.RESTART;
  }

  private String why(NodeSpec node) {
    Revision now = s.node(node.id()).orElseThrow().spec().revision();
    Revision then = node.revision();
    if (!now.release().equals(then.release())) {
      return now.release() + " to " + then.release();
    }
    return now.properties().equals(then.properties())
        ? "runs another revision than it should"
        : "configuration that needs a restart: " + Differences.of(now, then);
  }

  private List<PlannedStep> undo(NodeSpec node, boolean canary) {
    var there = s.node(node.id()).orElseThrow();
    boolean changes = !there.spec().revision().fingerprint().equals(node.revision().fingerprint());
    return policy.onFailure() == OnFailure.ROLL_BACK && changes
        ? undo(s, there.spec(), canary)
        : List.of();
  }

  /**
   * Back to what a node ran before; with the canary, or the first node of all, the whole cluster is
   * to be as before.
   */
  private static List<PlannedStep> undo(Situation s, NodeSpec node, boolean first) {
    var steps = new ArrayList<PlannedStep>();
    if (first) {
      s.observed()
          .platform()
          .foundation()
          .ifPresent(recorded -> steps.add(Steps.prepare(before(s, recorded))));
    }
    steps.add(Steps.gate(node.id()));
    steps.add(Steps.restart(node, "back to what it ran before", Risk.RESTART, 0));
    if (node.kind().isBroker()) {
      steps.addAll(afterwards(Set.of(node.id())));
    } else {
      steps.add(Steps.awaitQuorum(Set.of(node.id())));
    }
    return steps;
  }

  /**
   * What the cluster was to be before this change, also when an earlier run recorded the change.
   */
  private static Foundation before(Situation s, Foundation recorded) {
    boolean already = recorded.spec().release().equals(s.wanted().release());
    return already && recorded.previous() != null
        ? recorded.spec(recorded.previous(), null)
        : recorded;
  }

  /**
   * What puts back a node that is down, and is started on the wanted revision: to what it was on,
   * or to what the cluster was on, where an earlier run ended while it tried a version that does
   * not come up.
   */
  static List<PlannedStep> undoStart(Situation s, NodeSpec node) {
    if (s.wanted().upgrade().onFailure() != OnFailure.ROLL_BACK) {
      return List.of();
    }
    NodeSpec there = s.node(node.id()).orElseThrow().spec();
    if (!there.revision().release().equals(node.revision().release())) {
      return undo(s, there, isFirst(s, node));
    }
    return s.observed()
        .platform()
        .foundation()
        .flatMap(Foundation::rollbackTarget)
        .map(previous -> node.revision(node.revision().release(previous.release())))
        .map(before -> undo(s, before, isFirst(s, node)))
        .orElse(List.of());
  }

  /** Whether no other node is on the wanted release. */
  private static boolean isFirst(Situation s, NodeSpec node) {
    return s.roster().wanted().stream()
        .filter(n -> n.id() != node.id())
        .flatMap(n -> s.node(n.id()).stream())
        .noneMatch(n -> n.spec().revision().release().equals(s.wanted().release()));
  }

  /** A run that ended during the canary's soak left it unfinished. */
  private Optional<Phase> unfinishedSoak() {
    NodeSpec canary =
        present(s.roster().brokers())
            .filter(n -> !isStale(n) || s.isDown(n.id()))
            .findFirst()
            .orElseThrow();
    String soaked = s.notes().getOrDefault(Notes.SOAKED, "");
    boolean due = policy.canarySoakMillis() > 0 && !soaked.equals(canary.revision().fingerprint());
    return due
        ? Optional.of(
            new Phase(
                "soak broker " + canary.id(),
                "the canary has not soaked to its end",
                List.of(Steps.awaitInSync(), Steps.soak(canary.id(), policy.canarySoakMillis())),
                List.of()))
        : Optional.empty();
  }
}
