package io.katka.internal.planner;

import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.ObservedCluster;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.QuorumState;
import io.katka.state.VolumeState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a plan is made from.
 *
 * @param wanted what the cluster shall be, settled
 * @param foundation its identity with what is wanted; of a new cluster, what will be recorded
 * @param observed what is there
 * @param roster which nodes are wanted
 * @param notes what an unfinished run left
 */
record Situation(
    ClusterSpec wanted,
    Foundation foundation,
    ObservedCluster observed,
    Roster roster,
    Map<String, String> notes) {

  Optional<KafkaState> kafka() {
    return observed.kafka();
  }

  PartitionTable partitions() {
    return kafka().map(KafkaState::partitions).orElseGet(PartitionTable::empty);
  }

  Optional<PlatformNode> node(int id) {
    return observed.platform().node(id);
  }

  boolean exists(int id) {
    return node(id).isPresent();
  }

  boolean isDown(int id) {
    return node(id).map(n -> n.phase().isDown()).orElse(true);
  }

  boolean isWiped(int id) {
    return node(id).map(n -> n.volume() == VolumeState.WIPED).orElse(false);
  }

  Set<Integer> leavingBrokers() {
    return roster.leaving().stream()
        .filter(n -> n.spec().kind().isBroker())
        .map(PlatformNode::id)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  List<Integer> cordoned() {
    return kafka().map(KafkaState::brokers).orElse(List.of()).stream()
        .filter(BrokerState::cordoned)
        .map(BrokerState::id)
        .toList();
  }

  /** The quorum's leader: the active controller in KRaft, an ensemble's leader with ZooKeeper. */
  int quorumLeader() {
    return kafka().flatMap(KafkaState::quorum).map(QuorumState::leaderId).orElse(-1);
  }

  int activeController() {
    return kafka().map(KafkaState::controllerId).orElse(-1);
  }
}
