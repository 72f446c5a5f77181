package io.katka.internal.planner;

import io.katka.plan.Action;
import io.katka.plan.Impact;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.spec.BalancePolicy;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.workflow.StepNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Planned steps with their names, reasons, risks and estimates. */
final class Steps {
  private static final long START_MILLIS = 8_000;

  private Steps() {}

  static PlannedStep prepare(Foundation foundation) {
    return of(
        StepNames.PREPARE,
        new Action.Prepare(foundation),
        -1,
        "record what the cluster is to be",
        Risk.LOW,
        Impact.NONE);
  }

  static PlannedStep intend(String note, String text, String why) {
    return of(StepNames.PREPARE, new Action.Intend(note, text), -1, why, Risk.LOW, Impact.NONE);
  }

  static PlannedStep start(String name, List<NodeSpec> nodes, String why) {
    return start(name, new Action.StartNodes(nodes), why);
  }

  static PlannedStep start(String name, Action.StartNodes start, String why) {
    List<NodeSpec> nodes = start.nodes();
    return of(
        name,
        start,
        nodes.size() == 1 ? nodes.get(0).id() : -1,
        why,
        Risk.LOW,
        Impact.lasting(START_MILLIS + 2_000L * nodes.size()));
  }

  static PlannedStep awaitQuorum(Set<Integer> voters) {
    return of(
        StepNames.AWAIT_QUORUM,
        new Action.AwaitQuorum(voters),
        -1,
        "the metadata quorum has a leader and is caught up",
        Risk.NONE,
        Impact.lasting(2_000));
  }

  static PlannedStep claimEnsemble(String clusterId) {
    return of(
        StepNames.CLAIM_ENSEMBLE,
        new Action.ClaimEnsemble(clusterId),
        -1,
        "the ensemble is this cluster's and no other's",
        Risk.LOW,
        Impact.NONE);
  }

  static PlannedStep awaitRegistered(Set<Integer> brokers) {
    return of(
        StepNames.AWAIT_REGISTERED,
        new Action.AwaitRegistered(brokers),
        brokers.size() == 1 ? brokers.iterator().next() : -1,
        "registered and unfenced",
        Risk.NONE,
        Impact.lasting(2_000));
  }

  static PlannedStep awaitInSync() {
    return of(
        StepNames.AWAIT_IN_SYNC,
        new Action.AwaitInSync(),
        -1,
        "nothing under-replicated or without a leader",
        Risk.NONE,
        Impact.lasting(1_000));
  }

  static PlannedStep awaitElection(int node) {
    return of(
        StepNames.AWAIT_ELECTION,
        new Action.AwaitElection(node),
        node,
        "every partition it held has a leader",
        Risk.NONE,
        Impact.lasting(500));
  }

  static PlannedStep gate(int node) {
    return of(
        StepNames.GATE,
        new Action.CheckGate(node),
        node,
        "nothing may be lost while it is down",
        Risk.NONE,
        Impact.lasting(500));
  }

  static PlannedStep gate(Set<Integer> batch) {
    return of(
        StepNames.GATE,
        new Action.CheckBatch(batch),
        -1,
        "nothing may be lost while they are down",
        Risk.NONE,
        Impact.lasting(500));
  }

  static PlannedStep restart(List<NodeSpec> batch, String why, Risk risk, int partitions) {
    return of(
        StepNames.RESTART,
        new Action.RestartBatch(batch),
        -1,
        why,
        risk,
        new Impact(partitions, 0, 0, START_MILLIS));
  }

  static PlannedStep moveLeaders(int node) {
    return of(
        StepNames.MOVE_LEADERS,
        new Action.MoveLeaders(node),
        node,
        "clients move before it stops",
        Risk.MOVES_DATA,
        Impact.lasting(1_000));
  }

  static PlannedStep restart(NodeSpec node, String why, Risk risk, int partitions) {
    return of(
        StepNames.RESTART,
        new Action.RestartNode(node),
        node.id(),
        why,
        risk,
        new Impact(partitions, 0, 0, START_MILLIS));
  }

  static PlannedStep restoreLeaders() {
    return of(
        StepNames.RESTORE_LEADERS,
        new Action.RestoreLeaders(),
        -1,
        "preferred leaders lead again",
        Risk.LOW,
        Impact.lasting(500));
  }

  static PlannedStep soak(int node, long millis) {
    return of(
        StepNames.SOAK,
        new Action.Soak(node, millis),
        node,
        "the first broker runs before the second is touched",
        Risk.NONE,
        Impact.lasting(millis));
  }

  static PlannedStep balance(
      String name, Set<Integer> leaving, BalancePolicy policy, Impact moves) {
    return of(
        name,
        new Action.Balance(leaving, policy),
        leaving.size() == 1 ? leaving.iterator().next() : -1,
        leaving.isEmpty() ? "spread replicas and leaders evenly" : "move everything off",
        Risk.MOVES_DATA,
        moves);
  }

  static PlannedStep cordon(int node, boolean cordoned) {
    return of(
        cordoned ? StepNames.CORDON : StepNames.UNCORDON,
        new Action.Cordon(node, cordoned),
        node,
        cordoned ? "nothing new is placed on it" : "new replicas may be placed on it again",
        Risk.LOW,
        Impact.NONE);
  }

  static PlannedStep configure(Map<String, String> set, Set<String> removed) {
    String keys =
        new TreeSet<>(set.keySet())
            + (removed.isEmpty() ? "" : ", back to default: " + new TreeSet<>(removed));
    return of(
        StepNames.CONFIGURE,
        new Action.Configure(set, removed),
        -1,
        "set without a restart: " + keys,
        Risk.LOW,
        Impact.lasting(200));
  }

  static PlannedStep simple(String name, Action action, int node, String why, Risk risk) {
    return of(name, action, node, why, risk, Impact.NONE);
  }

  static Set<Integer> ids(List<NodeSpec> nodes) {
    return nodes.stream().map(NodeSpec::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static PlannedStep of(
      String name, Action action, int node, String why, Risk risk, Impact impact) {
    return new PlannedStep(name, action, node, why, risk, impact);
  }
}
