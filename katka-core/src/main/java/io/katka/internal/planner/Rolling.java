package io.katka.internal.planner;

import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.release.MetadataMode;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.OnFailure;
import io.katka.spec.Revision;
import io.katka.spec.UpgradePolicy;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The roll: nodes that do not run what is wanted are restarted one after the other. Controllers go
 * before brokers, the active controller last of them; of brokers those that are down anyway go
 * first. The first broker is the canary.
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
    others.stream().sorted(activeLast()).forEach(n -> phases.add(controller(n)));
    unfinished(brokers).ifPresent(phases::add);
    boolean canaryIsOut = brokers.size() < present(s.roster().brokers()).count();
    if (!brokers.isEmpty() && canaryIsOut) {
      unfinishedSoak().ifPresent(phases::add);
    }
    boolean first = !canaryIsOut;
    for (NodeSpec broker :
        brokers.stream().sorted(downFirst().thenComparing(activeLast())).toList()) {
      phases.add(broker(broker, first));
      first = false;
    }
    return phases;
  }

  /** What follows a broker's restart, where the run that restarted it did not come to it. */
  private Optional<Phase> unfinished(List<NodeSpec> stale) {
    String noted = s.notes().getOrDefault(Notes.ROLL, "");
    Optional<NodeSpec> restarted =
        present(s.roster().brokers())
            .filter(n -> noted.equals(Integer.toString(n.id())))
            .filter(n -> !stale.contains(n) && !s.isDown(n.id()))
            .findFirst();
    if (restarted.isPresent()) {
      NodeSpec node = restarted.get();
      return Optional.of(
          finish("finish broker " + node.id(), noted, Set.of(node.id()), undoStart(s, node)));
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
    return present(nodes).filter(this::isStale).toList();
  }

  private boolean isStale(NodeSpec wanted) {
    String fingerprint = wanted.revision().fingerprint();
    var node = s.node(wanted.id()).orElseThrow();
    boolean asked = node.spec().revision().fingerprint().equals(fingerprint);
    boolean running =
        node.runningFingerprint().isEmpty() || node.runningFingerprint().equals(fingerprint);
    return !asked || !running;
  }

  private Comparator<NodeSpec> downFirst() {
    return Comparator.comparing((NodeSpec n) -> !s.isDown(n.id()));
  }

  private Comparator<NodeSpec> activeLast() {
    return Comparator.comparing((NodeSpec n) -> !n.kind().isController())
        .thenComparing(n -> n.id() == s.activeController() || n.id() == s.quorumLeader())
        .thenComparing(NodeSpec::id);
  }

  private Phase controller(NodeSpec node) {
    boolean kraft = s.wanted().release().metadata() == MetadataMode.KRAFT;
    List<PlannedStep> steps =
        List.of(
            Steps.gate(node.id()),
            Steps.restart(node, why(node), quorumRisk(), 0),
            Steps.awaitQuorum(Set.of(node.id())));
    String kind = kraft ? "controller " : "ensemble member ";
    return new Phase("roll " + kind + node.id(), why(node), steps, undo(node, false));
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
    steps.add(Steps.awaitRegistered(Set.of(id)));
    steps.add(Steps.awaitInSync());
    steps.add(Steps.restoreLeaders());
    if (canary && policy.canarySoakMillis() > 0) {
      steps.add(Steps.soak(id, policy.canarySoakMillis()));
    }
    String name = "roll broker " + id;
    return new Phase(name, why(node) + (canary ? " (canary)" : ""), steps, undo(node, canary));
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

  /** Back to what a node ran before; with the canary the whole cluster is to be as before. */
  private static List<PlannedStep> undo(Situation s, NodeSpec node, boolean canary) {
    var steps = new ArrayList<PlannedStep>();
    if (canary) {
      s.observed()
          .platform()
          .foundation()
          .ifPresent(recorded -> steps.add(Steps.prepare(before(s, recorded))));
    }
    steps.add(Steps.gate(node.id()));
    steps.add(Steps.restart(node, "back to what it ran before", Risk.RESTART, 0));
    if (node.kind().isBroker()) {
      steps.add(Steps.awaitRegistered(Set.of(node.id())));
      steps.add(Steps.awaitInSync());
      steps.add(Steps.restoreLeaders());
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
   * What puts back a node that is down on the wanted revision: an earlier run may have ended while
   * it tried a version that does not come up.
   */
  static List<PlannedStep> undoStart(Situation s, NodeSpec node) {
    ClusterSpec previous =
        s.observed().platform().foundation().flatMap(Foundation::rollbackTarget).orElse(null);
    if (previous == null || s.wanted().upgrade().onFailure() != OnFailure.ROLL_BACK) {
      return List.of();
    }
    boolean only =
        s.roster().wanted().stream()
            .filter(n -> n.id() != node.id())
            .flatMap(n -> s.node(n.id()).stream())
            .noneMatch(n -> n.spec().revision().release().equals(s.wanted().release()));
    Revision before = node.revision().release(previous.release());
    return undo(s, node.revision(before), only);
  }

  /** A run that ended during the canary's soak left it unfinished. */
  private Optional<Phase> unfinishedSoak() {
    NodeSpec canary =
        present(s.roster().brokers()).filter(n -> !isStale(n)).findFirst().orElseThrow();
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
