package io.katka.internal.gate;

import io.katka.error.Blocker;
import io.katka.spec.NodeKind;
import io.katka.spec.UpgradePolicy;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import java.util.ArrayList;
import java.util.List;

/** The part of the safety gate that is about the metadata quorum. */
final class QuorumGate {
  /** A voter or observer that was caught up within this time counts as caught up. */
  private static final long CAUGHT_UP_MILLIS = 10_000;

  private QuorumGate() {}

  static List<Blocker> blockers(
      UpgradePolicy policy, PlatformState nodes, KafkaState kafka, int node) {
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
    boolean voter = quorum.voter(node).isPresent();
    long caughtUp = quorum.voters().stream().filter(v -> v.id() != node && isCaughtUp(v)).count();
    int majority = quorum.voters().size() / 2 + 1;
    boolean consented = quorum.voters().size() == 1 && policy.allowsQuorumLoss();
    // Who lags in an ensemble cannot be told from how much, so all must be synced, whoever is
    // stopped.
    boolean allNeeded = isEnsemble(nodes) && quorum.voters().size() > 1;
    boolean judged = voter || node < 0 || allNeeded;
    if (judged && caughtUp < majority && !consented) {
      blockers.add(
          new Blocker.QuorumAtRisk(
              "%d of %d voters caught up%s, a majority is %d"
                  .formatted(
                      caughtUp,
                      quorum.voters().size(),
                      node < 0 ? "" : " without node " + node,
                      majority)));
    }
    if (judged && allNeeded && blockers.isEmpty()) {
      quorum.voters().stream()
          .filter(v -> v.id() != node && !isCaughtUp(v))
          .map(v -> new Blocker.InProgress("member " + v.id() + " synchronizes", v.lag()))
          .forEach(blockers::add);
    }
    for (Member observer : quorum.following()) {
      if (observer.id() != node && isRunning(nodes, observer.id()) && !isCaughtUp(observer)) {
        blockers.add(
            new Blocker.InProgress(
                "node " + observer.id() + " catches up with the metadata log", observer.lag()));
      }
    }
    return blockers;
  }

  static boolean isEnsemble(PlatformState nodes) {
    return nodes.nodes().stream().anyMatch(n -> n.spec().kind() == NodeKind.ZOOKEEPER);
  }

  static boolean isCaughtUp(Member member) {
    return member.lag() == 0
        || member.caughtUpAgoMillis() >= 0 && member.caughtUpAgoMillis() <= CAUGHT_UP_MILLIS;
  }

  private static boolean isRunning(PlatformState nodes, int id) {
    return nodes.node(id).map(PlatformNode::phase).orElse(NodePhase.UNKNOWN) == NodePhase.RUNNING;
  }
}
