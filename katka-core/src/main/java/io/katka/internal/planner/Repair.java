package io.katka.internal.planner;

import io.katka.error.Blocker;
import io.katka.error.PreconditionException;
import io.katka.internal.gate.LastCopies;
import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.QuorumState;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Nodes that are down come up again, and on what is wanted: no gate lets others be rolled before.
 * Nodes whose data is gone are replaced, where that is safe.
 */
final class Repair {
  private Repair() {}

  /**
   * What is mended.
   *
   * @param moreFollows whether more is mended after this, so that not all will be in sync before
   */
  static List<Phase> phases(Situation s, boolean moreFollows) {
    List<NodeSpec> wiped =
        s.roster().wanted().stream().filter(node -> s.isWiped(node.id())).toList();
    List<NodeSpec> down =
        Stream.concat(
                s.roster().wanted().stream(),
                s.roster().leaving().stream().map(PlatformNode::spec).filter(n -> isNeeded(s, n)))
            .filter(node -> !s.isWiped(node.id()) && s.exists(node.id()) && s.isDown(node.id()))
            .toList();
    // What is in sync is waited for once all are back: until then one may lack what another has.
    int left = wiped.size() + down.size() + (moreFollows ? 1 : 0);
    var phases = new ArrayList<Phase>();
    for (NodeSpec node : down) {
      phases.add(start(s, node, --left == 0));
    }
    for (NodeSpec node : wiped) {
      phases.add(replace(s, node, --left == 0));
    }
    Set<Integer> coming = coming(s);
    if (!coming.isEmpty()) {
      phases.add(
          new Phase(
              "await brokers " + coming,
              "an earlier run started them, and they do not serve yet",
              moreFollows
                  ? List.of(Steps.awaitRegistered(coming))
                  : List.of(Steps.awaitRegistered(coming), Steps.awaitInSync()),
              List.of()));
    }
    return phases;
  }

  /**
   * Whether a broker that is down has replicas of partitions that nobody leads: it may be the one
   * that can, so it comes up once more before it leaves.
   */
  static boolean isNeeded(Situation s, NodeSpec leaving) {
    PartitionTable table = s.partitions();
    return s.isDown(leaving.id())
        && !s.isWiped(leaving.id())
        && Arrays.stream(table.rowsOn(leaving.id())).anyMatch(row -> table.leader(row) < 0);
  }

  /** Brokers whose process runs and that Kafka does not count on; a roll sees to its own. */
  private static Set<Integer> coming(Situation s) {
    Set<Integer> rolled = Notes.rolled(s.notes());
    var coming = new TreeSet<Integer>();
    for (NodeSpec node : s.roster().brokers()) {
      int id = node.id();
      boolean runs = s.exists(id) && !s.isDown(id) && !s.isWiped(id);
      boolean serves =
          s.kafka().flatMap(k -> k.broker(id)).map(broker -> !broker.fenced()).orElse(false);
      if (runs && !serves && !rolled.contains(id)) {
        coming.add(id);
      }
    }
    return coming;
  }

  private static Phase start(Situation s, NodeSpec node, boolean last) {
    boolean broker = node.kind().isBroker();
    String name = broker ? StepNames.START_BROKERS : StepNames.START_CONTROLLERS;
    var steps = new ArrayList<PlannedStep>();
    steps.add(Steps.start(name, List.of(node), "it is down"));
    if (broker) {
      steps.add(Steps.awaitRegistered(Set.of(node.id())));
    } else {
      steps.add(Steps.awaitQuorum(Set.of(node.id())));
    }
    if (last) {
      steps.add(Steps.awaitInSync());
    }
    List<PlannedStep> undo = Rolling.undoStart(s, node);
    return new Phase("start node " + node.id(), "it is down", steps, undo);
  }

  private static Phase replace(Situation s, NodeSpec node, boolean last) {
    refuseIfLast(s, node);
    NodeSpec joining =
        new NodeSpec(
            node.id(),
            node.kind(),
            node.pool(),
            node.rack(),
            node.revision(),
            node.storage(),
            Formatting.JOINING);
    int id = node.id();
    var steps = new ArrayList<PlannedStep>();
    boolean member = node.kind() == NodeKind.ZOOKEEPER;
    boolean votes =
        !member
            && s.kafka()
                .flatMap(k -> k.quorum())
                .flatMap((QuorumState q) -> q.voter(id))
                .isPresent();
    if (votes) {
      steps.add(
          Steps.simple(
              StepNames.LEAVE_QUORUM,
              new Action.LeaveQuorum(id),
              id,
              "the voter's log is gone: it must not vote as if it had it",
              Risk.LOW));
    }
    steps.add(
        Steps.simple(
            StepNames.REPLACE_VOLUME,
            new Action.ReplaceVolume(joining),
            id,
            "its data is gone; others have what it held",
            Risk.MOVES_DATA));
    if (node.kind().isBroker()) {
      steps.add(Steps.awaitRegistered(Set.of(id)));
    }
    if (node.kind().isController()) {
      steps.add(
          Steps.simple(
              StepNames.JOIN_QUORUM,
              new Action.JoinQuorum(id),
              id,
              "votes again, under a new directory id",
              Risk.LOW));
    }
    if (member) {
      steps.add(Steps.awaitQuorum(Set.of(id)));
    }
    if (last) {
      steps.add(Steps.awaitInSync());
    }
    return new Phase("replace the volume of node " + id, "its data is gone", steps, List.of());
  }

  private static void refuseIfLast(Situation s, NodeSpec node) {
    // One that is in sync and only down has what is needed, and comes back by this very plan.
    List<Blocker> blockers =
        LastCopies.on(node.id(), s.partitions(), id -> s.exists(id) && !s.isWiped(id));
    boolean onlyVoter =
        s.kafka()
            .flatMap(k -> k.quorum())
            .filter(q -> q.voters().size() == 1 && q.voter(node.id()).isPresent())
            .isPresent();
    if (onlyVoter) {
      blockers.add(new Blocker.QuorumAtRisk("the only voter's log is gone"));
    }
    if (!blockers.isEmpty()) {
      throw new PreconditionException(
          "The data of node %d is gone, and it may have held the last in-sync copy of what follows."
                  .formatted(node.id())
              + " It is not formatted again: bring its volume back, or delete these topics.",
          blockers);
    }
  }
}
