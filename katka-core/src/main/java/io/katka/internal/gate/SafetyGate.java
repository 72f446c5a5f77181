package io.katka.internal.gate;

import io.katka.error.Blocker;
import io.katka.spec.UpgradePolicy;
import io.katka.spec.UpgradePolicy.Guarantee;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold before Katka takes a node down. The invariant: by Katka's hand no partition that
 * had its {@code min.insync.replicas} loses it, none loses its last in-sync replica, the quorum
 * keeps a caught-up majority, and no two nodes are down together; unless the caller consented to
 * that very thing. Whatever cannot be seen blocks.
 *
 * <p>A node that does not run, or is in no in-sync set and no voter that the quorum needs, passes:
 * taking it down loses nothing. That is how a broken node gets mended.
 *
 * @param policy what the caller asked for and consented to
 * @param nodes the platform's view
 * @param kafka Kafka's view, with partitions, quorum and answers
 */
public record SafetyGate(UpgradePolicy policy, PlatformState nodes, KafkaState kafka) {
  /** How many blockers of a kind are listed; a large cluster could have a million. */
  private static final int LISTED = 50;

  /** Everything that speaks against taking the node down; empty means go. */
  public List<Blocker> blockers(int node) {
    if (nodes.node(node).map(SafetyGate::isDown).orElse(false)) {
      return List.of();
    }
    List<Blocker> quorum = QuorumGate.blockers(policy, nodes, kafka, node);
    if (isInNoIsr(node) && quorum.isEmpty() && !isVoter(node)) {
      return List.of();
    }
    var blockers = new ArrayList<>(quorum);
    blockers.addAll(others(node));
    blockers.addAll(brokers(node));
    blockers.addAll(partitions(node));
    return blockers;
  }

  /** Everything that is wrong with the cluster as it is, no node being taken down. */
  public List<Blocker> health() {
    var blockers = new ArrayList<>(QuorumGate.blockers(policy, nodes, kafka, -1));
    blockers.addAll(others(-1));
    blockers.addAll(brokers(-1));
    blockers.addAll(partitions(-1));
    return blockers;
  }

  private static boolean isDown(PlatformNode node) {
    return node.phase() == NodePhase.STOPPED || node.phase() == NodePhase.FAILED;
  }

  private boolean isVoter(int node) {
    return kafka.quorum().flatMap(q -> q.voter(node)).isPresent();
  }

  private boolean isInNoIsr(int node) {
    PartitionTable table = kafka.partitions();
    for (int row = 0; row < table.size(); row++) {
      int position = table.positionOf(row, node);
      if (position >= 0 && table.isInSync(row, position)) {
        return false;
      }
    }
    return true;
  }

  private List<Blocker> others(int node) {
    var blockers = new ArrayList<Blocker>();
    for (PlatformNode other : nodes.nodes()) {
      if (other.id() != node && other.phase() != NodePhase.RUNNING) {
        String observed =
            other.phase() + (other.detail().isEmpty() ? "" : " (" + other.detail() + ")");
        blockers.add(new Blocker.NodeNotReady(other.id(), observed, "RUNNING"));
      }
    }
    return blockers;
  }

  private List<Blocker> brokers(int node) {
    var blockers = new ArrayList<Blocker>();
    for (BrokerState broker : kafka.brokers()) {
      if (nodes.node(broker.id()).isEmpty()) {
        blockers.add(new Blocker.UnknownNode(broker.id()));
      } else if (broker.id() != node && broker.fenced()) {
        blockers.add(new Blocker.NodeNotReady(broker.id(), "fenced", "unfenced"));
      } else if (broker.id() != node && !broker.answered()) {
        blockers.add(
            new Blocker.CannotSee("node " + broker.id() + ": it does not answer a request"));
      }
    }
    for (PlatformNode other : nodes.nodes()) {
      boolean expected = other.spec().kind().isBroker() && other.id() != node;
      if (expected && !isDown(other) && kafka.broker(other.id()).isEmpty()) {
        blockers.add(
            QuorumGate.isEnsemble(nodes) && other.phase() == NodePhase.RUNNING
                ? new Blocker.CannotSee(
                    "node " + other.id() + ": it runs, but has no session with ZooKeeper")
                : new Blocker.NodeNotReady(other.id(), "not registered", "registered"));
      }
    }
    return blockers;
  }

  private List<Blocker> partitions(int node) {
    var blockers = new ArrayList<Blocker>();
    PartitionTable table = kafka.partitions();
    for (int row = 0; row < table.size() && blockers.size() < LISTED; row++) {
      Blocker blocker = partition(table, row, node);
      if (blocker != null) {
        blockers.add(blocker);
      }
    }
    return blockers;
  }

  private @org.jspecify.annotations.Nullable Blocker partition(
      PartitionTable table, int row, int node) {
    String topic = table.topic(row);
    int position = table.positionOf(row, node);
    boolean consented = policy.allowsUnavailable(topic);
    if (table.leader(row) < 0 && !consented) {
      return new Blocker.Leaderless(topic, table.partition(row));
    }
    if (position >= 0 && table.isReassigning(row)) {
      return new Blocker.ForeignReassignment(topic, table.partition(row));
    }
    if (position >= 0 && !consented && falls(table, row, position)) {
      return new Blocker.WouldFallBelowMinIsr(
          topic, table.partition(row), table.isr(row), table.minIsr(row), node);
    }
    boolean judged = node < 0 || policy.guarantee() == Guarantee.FULLY_REPLICATED;
    if (judged && table.isUnderReplicated(row) && !onlyMissing(table, row, node)) {
      return new Blocker.UnderReplicated(
          topic, table.partition(row), table.isr(row), table.missing(row));
    }
    return null;
  }

  /** A node that lags by itself does not keep itself from being restarted. */
  private static boolean onlyMissing(PartitionTable table, int row, int node) {
    return node >= 0 && table.missing(row).equals(List.of(node));
  }

  private static boolean falls(PartitionTable table, int row, int position) {
    if (!table.isInSync(row, position)) {
      return false;
    }
    int without = table.isrSize(row) - 1;
    return without < Math.max(1, table.minIsr(row));
  }
}
