package io.katka.sim;

import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches over what must never happen. Katka acts on what it saw a moment ago: what became
 * dangerous within the last seconds, when nobody could have noticed yet, is not held against it.
 */
final class Judge {
  /** How old what Katka has seen may be when it acts. */
  static final long NOTICE_MILLIS = 6_000;

  private static final int MAX_VIOLATIONS = 20;

  private final SimWorld world;
  private final List<Violation> violations = new ArrayList<>();
  private int maxUnavailable = 1;
  private long unavailableMillis;
  private long longestUnavailableMillis;
  private long unreadableMillis;

  Judge(SimWorld world) {
    this.world = world;
  }

  void maxUnavailable(int brokers) {
    maxUnavailable = brokers;
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  long unavailableMillis() {
    return unavailableMillis;
  }

  long longestUnavailableMillis() {
    return longestUnavailableMillis;
  }

  long unreadableMillis() {
    return unreadableMillis;
  }

  void violated(Invariant invariant, String detail) {
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(new Violation(invariant, detail, world.now()));
      world.changed("VIOLATED " + invariant + ": " + detail);
    }
  }

  /** After each portion of time: what was acknowledged is still there. */
  void scan(long now) {
    for (SimPartition partition : world.cluster().partitions()) {
      SimReplica leader = partition.leader;
      boolean led = leader != null && leader.logEnd >= partition.acknowledged;
      if (!led && !partition.destroyed) {
        remains(partition);
      }
      available(partition, now);
    }
  }

  private void remains(SimPartition partition) {
    long most = 0;
    for (SimReplica replica : partition.replicas) {
      most = Math.max(most, replica.logEnd);
    }
    if (most < partition.acknowledged) {
      lost(partition, most);
    }
  }

  private void available(SimPartition partition, long now) {
    SimReplica leader = partition.leader;
    boolean led = leader != null && world.cluster().leads(leader.broker);
    unreadableMillis += led ? 0 : Replication.MILLIS;
    if (led && partition.hasMinIsr()) {
      partition.unavailableSince = -1;
    } else {
      partition.unavailableSince =
          partition.unavailableSince < 0 ? now : partition.unavailableSince;
      unavailableMillis += Replication.MILLIS;
      longestUnavailableMillis =
          Math.max(longestUnavailableMillis, now - partition.unavailableSince);
    }
  }

  private void lost(SimPartition partition, long most) {
    partition.destroyed = true;
    violated(
        Invariant.NOTHING_ACKNOWLEDGED_IS_LOST,
        "%s was acknowledged up to %d, and what is led reaches to %d"
            .formatted(partition.ref, partition.acknowledged, most));
  }

  void elected(SimPartition partition, SimReplica leader) {
    boolean serves = world.cluster().leads(leader.broker);
    if (serves && leader.logEnd < partition.acknowledged && !partition.destroyed) {
      lost(partition, leader.logEnd);
    }
    if (serves && partition.destroyed) {
      partition.acknowledged = leader.logEnd;
    }
  }

  /** A restart is ordered. */
  void restart(SimDriver driver, SimNode node, NodeSpec wanted) {
    boolean runsIt = node.running.equals(wanted.revision().fingerprint());
    if (runsIt && node.phase == NodePhase.RUNNING && (node.serves() || !node.isBroker())) {
      violated(Invariant.NO_NEEDLESS_RESTART, "node " + node.id() + " runs what it should");
    }
    stop(driver, node);
  }

  /** A stop is ordered, with or without a start after it. */
  void stop(SimDriver driver, SimNode node) {
    if (!node.isDown()) {
      if (!holdsNothing(node)) {
        alone(node);
      }
      if (node.up) {
        sees(driver, node);
        keepsMinIsr(node);
        keepsMajority(node.id(), world.quorum().majority());
      }
      node.downByKatka = true;
    }
  }

  private void alone(SimNode node) {
    int down = 0;
    for (SimNode other : world.nodes().all()) {
      if (other != node && other.downByKatka) {
        down++;
        if (down >= maxUnavailable || node.isController() || other.isController()) {
          violated(
              Invariant.ONE_DOWN_AT_A_TIME,
              "node %d is stopped while node %d is down".formatted(node.id(), other.id()));
        }
        sharesNone(node, other);
      }
    }
  }

  private void sharesNone(SimNode node, SimNode other) {
    for (SimPartition partition : world.cluster().partitions()) {
      if (partition.replica(node.id()) != null && partition.replica(other.id()) != null) {
        violated(
            Invariant.ONE_DOWN_AT_A_TIME,
            "nodes %d and %d are down together and share %s"
                .formatted(node.id(), other.id(), partition.ref));
        return;
      }
    }
  }

  private void sees(SimDriver driver, SimNode node) {
    long now = world.now();
    if (driver.lookedAt() < 0 || now - driver.lookedAt() > NOTICE_MILLIS) {
      violated(
          Invariant.NO_STOP_WHILE_BLIND,
          "node %d is stopped, and Kafka was last seen at %d"
              .formatted(node.id(), driver.lookedAt()));
    }
    if (holdsNothing(node)) {
      return;
    }
    for (SimNode other : world.nodes().all()) {
      boolean counted = other != node && other.registered && !other.downByKatka;
      if (counted && !other.answers() && now - other.silentSince > NOTICE_MILLIS) {
        violated(
            Invariant.NO_STOP_WHILE_BLIND,
            "node %d is stopped while node %d does not answer since %d"
                .formatted(node.id(), other.id(), other.silentSince));
      }
    }
  }

  /** Whether nothing is lost with it: it does not vote, and is in no in-sync set for long. */
  private boolean holdsNothing(SimNode node) {
    return !world.quorum().voters().containsKey(node.id())
        && world.cluster().partitions().stream()
            .map(partition -> partition.replica(node.id()))
            .noneMatch(this::isKnownInSync);
  }

  private boolean isKnownInSync(@Nullable SimReplica replica) {
    return replica != null && replica.inSync && world.now() - replica.joinedAt > NOTICE_MILLIS;
  }

  private void keepsMinIsr(SimNode node) {
    for (SimPartition partition : world.cluster().partitions()) {
      boolean judged = partition.hasInSync(node.id()) && partition.hasMinIsr();
      boolean possible = partition.replicas.size() - 1 >= Math.max(1, partition.topic.minIsr());
      if (judged && possible && world.now() - partition.changedAt > NOTICE_MILLIS) {
        int left = countOn(partition, node.id());
        if (left < Math.max(1, partition.topic.minIsr())) {
          violated(
              Invariant.STOPS_KEEP_MIN_ISR,
              "%s is left with %d in-sync replicas when node %d stops"
                  .formatted(partition.ref, left, node.id()));
        }
      }
    }
  }

  private int countOn(SimPartition partition, int without) {
    int left = 0;
    for (SimReplica replica : partition.replicas) {
      SimNode node = world.nodes().get(replica.broker);
      boolean there = node != null && replica.inSync && replica.broker != without;
      left += there && wasThere(node) ? 1 : 0;
    }
    return left;
  }

  private boolean wasThere(SimNode node) {
    return node.answers() || world.now() - node.silentSince <= NOTICE_MILLIS;
  }

  /** A voter stops or leaves, after which so many must be left. */
  private void keepsMajority(int id, int majority) {
    if (!world.quorum().voters().containsKey(id) || world.quorum().voters().size() == 1) {
      return;
    }
    int left = 0;
    for (int voter : world.quorum().voters().keySet()) {
      SimNode node = world.nodes().get(voter);
      left += voter != id && node != null && countsAsVoter(voter, node) ? 1 : 0;
    }
    if (left < majority) {
      violated(
          Invariant.QUORUM_KEEPS_ITS_MAJORITY,
          "%d voters are left without node %d, and %d are needed".formatted(left, id, majority));
    }
  }

  private boolean countsAsVoter(int voter, SimNode node) {
    boolean lately = world.now() - node.silentSince <= NOTICE_MILLIS && node.silentSince > 0;
    boolean follows =
        node.metadataStuckSince < 0 || world.now() - node.metadataStuckSince <= NOTICE_MILLIS;
    return lately || world.quorum().isLive(voter) && follows;
  }

  void voterLeaves(int id) {
    keepsMajority(id, (world.quorum().voters().size() - 1) / 2 + 1);
  }

  void removed(int id) {
    holds(id, "is removed");
    if (world.quorum().voters().containsKey(id)) {
      violated(Invariant.ONLY_EMPTY_NODES_GO, "node " + id + " is removed, and votes");
    }
  }

  void unregistered(int id) {
    holds(id, "is unregistered");
  }

  private void holds(int id, String what) {
    for (SimPartition partition : world.cluster().partitions()) {
      SimReplica replica = partition.replica(id);
      if (replica != null && world.now() - replica.placedAt > NOTICE_MILLIS) {
        violated(
            Invariant.ONLY_EMPTY_NODES_GO,
            "node %d %s, and holds a replica of %s".formatted(id, what, partition.ref));
        return;
      }
    }
  }
}
