package io.katka.internal.gate;

import static java.util.stream.Collectors.joining;

import io.katka.error.Blocker;
import io.katka.spec.NodeKind;
import io.katka.spec.UpgradePolicy;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The part of the safety gate that is about the metadata quorum. */
final class QuorumGate {
  private QuorumGate() {}

  static List<Blocker> blockers(
      UpgradePolicy policy, PlatformState nodes, KafkaState kafka, Set<Integer> batch) {
    QuorumState quorum = kafka.quorum().orElse(null);
    if (quorum == null) {
      boolean expected = nodes.nodes().stream().anyMatch(n -> n.spec().kind() != NodeKind.BROKER);
      return expected ? List.of(new Blocker.CannotSee("the metadata quorum")) : List.of();
    }
    var blockers = new ArrayList<Blocker>();
    if (quorum.leaderId() < 0) {
      blockers.add(
          new Blocker.QuorumAtRisk(isEnsemble(nodes) ? "no leader" : "no active controller"));
    }
    boolean voter = batch.stream().anyMatch(id -> quorum.voter(id).isPresent());
    long caughtUp =
        quorum.voters().stream().filter(v -> !batch.contains(v.id()) && CaughtUp.is(v)).count();
    int majority = quorum.voters().size() / 2 + 1;
    boolean consented = quorum.voters().size() == 1 && policy.allowsQuorumLoss();
    // Who lags in an ensemble cannot be told from how much, so all must be synced, whoever is
    // stopped.
    boolean allNeeded = isEnsemble(nodes) && quorum.voters().size() > 1;
    boolean judged = voter || batch.isEmpty() || allNeeded;
    if (judged && caughtUp < majority && !consented) {
      blockers.add(
          new Blocker.QuorumAtRisk(
              "%d of %d voters caught up%s, a majority is %d"
                  .formatted(
                      caughtUp,
                      quorum.voters().size(),
                      batch.isEmpty() ? "" : without(batch),
                      majority)));
    }
    if (judged && allNeeded && blockers.isEmpty()) {
      quorum.voters().stream()
          .filter(v -> !batch.contains(v.id()) && !CaughtUp.is(v))
          .map(v -> new Blocker.InProgress("member " + v.id() + " synchronizes", v.lag()))
          .forEach(blockers::add);
    }
    if (!isEnsemble(nodes)) {
      Stream.concat(quorum.voters().stream(), quorum.following().stream())
          .filter(m -> !CaughtUp.is(m) && isRunning(nodes, m.id()))
          .filter(m -> !batch.contains(m.id()) || tells(nodes, kafka, m.id()))
          .map(
              m ->
                  new Blocker.InProgress(
                      "node " + m.id() + " catches up with the metadata log", m.lag()))
          .forEach(blockers::add);
    }
    return blockers;
  }

  /**
   * Whether what is judged here may be told by that node: by any broker that answers, also by one
   * that is to be stopped.
   */
  private static boolean tells(PlatformState nodes, KafkaState kafka, int id) {
    return nodes.node(id).filter(n -> n.spec().kind().isBroker()).isPresent()
        && kafka.broker(id).map(BrokerState::answered).orElse(true);
  }

  private static String without(Set<Integer> batch) {
    return " without node " + batch.stream().map(String::valueOf).collect(joining(", "));
  }

  static boolean isEnsemble(PlatformState nodes) {
    return nodes.nodes().stream().anyMatch(n -> n.spec().kind() == NodeKind.ZOOKEEPER);
  }

  private static boolean isRunning(PlatformState nodes, int id) {
    return nodes.node(id).map(PlatformNode::phase).orElse(NodePhase.UNKNOWN) == NodePhase.RUNNING;
  }
}
