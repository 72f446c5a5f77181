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
import java.util.Set;
import java.util.TreeSet;

/**
 * What must hold before Katka takes a node down. The invariant: by Katka's hand no partition that
 * had its {@code min.insync.replicas} loses it, none loses its last in-sync replica, the quorum
 * keeps a caught-up majority, and no two nodes are down together, but for brokers that share no
 * partition and were asked about as one; unless the caller consented to that very thing. Whatever
 * cannot be seen blocks.
 *
 * <p>A node that does not run passes, unless Kafka hears of it (the platform's view may be old),
 * and so does one that is no voter and in no in-sync set though it has replicas, or does not serve:
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
    return blockers(Set.of(node));
  }

  /**
   * Everything that speaks against taking these nodes down together; empty means go. Of several, no
   * two may have a replica of the same partition, nor may one of them vote.
   */
  public List<Blocker> blockers(Set<Integer> together) {
    // In order of their ids, so that the same view gives the same words.
    var batch = new TreeSet<>(together);
    Set<Integer> running = new TreeSet<>(batch);
    running.removeIf(
        id -> nodes.node(id).filter(node -> node.phase().isDown()).isPresent() && !isHeard(id));
    if (running.isEmpty()) {
      return List.of();
    }
    List<Blocker> quorum = QuorumGate.blockers(policy, nodes, kafka, running);
    boolean votes = running.stream().anyMatch(this::isVoter);
    if (running.stream().allMatch(this::isNotWell) && quorum.isEmpty() && !votes) {
      return List.of();
    }
    var blockers = new ArrayList<>(quorum);
    if (batch.size() > 1 && votes) {
      blockers.add(new Blocker.QuorumAtRisk("a voter is among " + batch + ", which go together"));
    }
    // One that is not well may be restarted for that, but not together with others.
    Set<Integer> unjudged = batch.size() > 1 ? Set.of() : batch;
    blockers.addAll(others(unjudged));
    blockers.addAll(brokers(unjudged));
    blockers.addAll(partitions(batch));
    return blockers;
  }

  /** Everything that is wrong with the cluster as it is, no node being taken down. */
  public List<Blocker> health() {
    var blockers = new ArrayList<>(QuorumGate.blockers(policy, nodes, kafka, Set.of()));
    blockers.addAll(others(Set.of()));
    blockers.addAll(brokers(Set.of()));
    blockers.addAll(partitions(Set.of()));
    return blockers;
  }

  private boolean isHeard(int node) {
    return kafka.broker(node).filter(BrokerState::answered).isPresent()
        || kafka.quorum().flatMap(q -> q.voter(node)).filter(CaughtUp::is).isPresent();
  }

  private boolean isVoter(int node) {
    return kafka.quorum().flatMap(q -> q.voter(node)).isPresent();
  }

  /** Whether it does not serve, or is in no in-sync set though it has replicas. */
  private boolean isNotWell(int node) {
    boolean serves =
        kafka.broker(node).filter(broker -> !broker.fenced() && broker.answered()).isPresent();
    return isInNoIsr(node) && (!serves || kafka.partitions().rowsOn(node).length > 0);
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

  private List<Blocker> others(Set<Integer> batch) {
    var blockers = new ArrayList<Blocker>();
    for (PlatformNode other : nodes.nodes()) {
      if (!batch.contains(other.id()) && other.phase() != NodePhase.RUNNING) {
        String observed =
            other.phase() + (other.detail().isEmpty() ? "" : " (" + other.detail() + ")");
        blockers.add(new Blocker.NodeNotReady(other.id(), observed, "RUNNING"));
      }
    }
    return blockers;
  }

  private List<Blocker> brokers(Set<Integer> batch) {
    var blockers = new ArrayList<Blocker>();
    for (BrokerState broker : kafka.brokers()) {
      if (nodes.node(broker.id()).isEmpty()) {
        blockers.add(new Blocker.UnknownNode(broker.id()));
      } else if (!batch.contains(broker.id()) && broker.fenced()) {
        blockers.add(new Blocker.NodeNotReady(broker.id(), "fenced", "unfenced"));
      } else if (!batch.contains(broker.id()) && !broker.answered()) {
        blockers.add(
            new Blocker.CannotSee("node " + broker.id() + ": it does not answer a request"));
      }
    }
    for (PlatformNode other : nodes.nodes()) {
      boolean expected = other.spec().kind().isBroker() && !batch.contains(other.id());
      if (expected && !other.phase().isDown() && kafka.broker(other.id()).isEmpty()) {
        blockers.add(
            QuorumGate.isEnsemble(nodes) && other.phase() == NodePhase.RUNNING
                ? new Blocker.CannotSee(
                    "node " + other.id() + ": it runs, but has no session with ZooKeeper")
                : new Blocker.NodeNotReady(other.id(), "not registered", "registered"));
      }
    }
    return blockers;
  }

  private List<Blocker> partitions(Set<Integer> batch) {
    var blockers = new ArrayList<Blocker>();
    PartitionTable table = kafka.partitions();
    for (int row = 0; row < table.size() && blockers.size() < LISTED; row++) {
      Blocker blocker = partition(table, row, batch);
      if (blocker != null) {
        blockers.add(blocker);
      }
    }
    return blockers;
  }

  private @org.jspecify.annotations.Nullable Blocker partition(
      PartitionTable table, int row, Set<Integer> batch) {
    String topic = table.topic(row);
    List<Integer> there = holders(table, row, batch);
    boolean consented = policy.allowsUnavailable(topic);
    if (table.leader(row) < 0 && !consented) {
      return new Blocker.Leaderless(topic, table.partition(row));
    }
    if (!there.isEmpty() && table.isReassigning(row)) {
      return new Blocker.ForeignReassignment(topic, table.partition(row));
    }
    if (there.size() > 1) {
      return new Blocker.SharedPartition(topic, table.partition(row), there);
    }
    if (!there.isEmpty() && !consented && falls(table, row, there.get(0))) {
      return new Blocker.WouldFallBelowMinIsr(
          topic, table.partition(row), table.isr(row), table.minIsr(row), there.get(0));
    }
    boolean judged = batch.isEmpty() || policy.guarantee() == Guarantee.FULLY_REPLICATED;
    if (judged && table.isUnderReplicated(row) && !onlyMissing(table, row, batch)) {
      return new Blocker.UnderReplicated(
          topic, table.partition(row), table.isr(row), table.missing(row));
    }
    return null;
  }

  /** Which of these hold a replica of the partition; asked for every row of a large table. */
  private static List<Integer> holders(PartitionTable table, int row, Set<Integer> batch) {
    List<Integer> holders = List.of();
    for (int broker : batch) {
      if (table.positionOf(row, broker) >= 0) {
        holders = holders.isEmpty() ? new ArrayList<>(batch.size()) : holders;
        holders.add(broker);
      }
    }
    return holders;
  }

  /** A node that lags by itself does not keep itself from being restarted. */
  private static boolean onlyMissing(PartitionTable table, int row, Set<Integer> batch) {
    return batch.size() == 1 && table.missing(row).equals(List.copyOf(batch));
  }

  private static boolean falls(PartitionTable table, int row, int node) {
    if (!table.isInSync(row, table.positionOf(row, node))) {
      return false;
    }
    int without = table.isrSize(row) - 1;
    return without < Math.max(1, table.minIsr(row));
  }
}
