package io.katka.internal.gate;

import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterRef;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import io.katka.spec.UpgradePolicy;
import io.katka.state.BrokerState;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import io.katka.state.VolumeState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Five nodes that are well, 1 to 3 of them voters, and what a test makes of them. */
final class GateScene {
  private static final Revision REVISION =
      new Revision(KafkaRelease.apache("4.4.0"), Map.of(), Set.of(), ResourcesSpec.DEFAULT);

  private final Map<Integer, PlatformNode> nodes = new TreeMap<>();
  private final Map<Integer, BrokerState> brokers = new TreeMap<>();
  private final Map<Integer, Member> voters = new TreeMap<>();
  private final Map<Integer, Member> observers = new TreeMap<>();
  private final PartitionTable.Builder table = PartitionTable.builder();
  private UpgradePolicy policy = UpgradePolicy.DEFAULT;
  private int topics;
  private int activeController = 1;
  private boolean quorumSeen = true;

  GateScene() {
    for (int id = 1; id <= 5; id++) {
      node(id, id <= 3 ? NodeKind.COMBINED : NodeKind.BROKER, NodePhase.RUNNING);
      broker(id, false, true);
      if (id <= 3) {
        voter(id, 0, 0);
      }
    }
  }

  GateScene policy(UnaryOperator<UpgradePolicy.Builder> change) {
    policy = change.apply(policy.toBuilder()).build();
    return this;
  }

  GateScene phase(int id, NodePhase phase) {
    return node(id, id <= 3 ? NodeKind.COMBINED : NodeKind.BROKER, phase);
  }

  private GateScene node(int id, NodeKind kind, NodePhase phase) {
    var spec =
        new NodeSpec(id, kind, "broker", "", REVISION, StorageSpec.DEFAULT, Formatting.JOINING);
    nodes.put(
        id,
        new PlatformNode(spec, phase, VolumeState.FORMATTED, REVISION.fingerprint(), "i" + id, ""));
    return this;
  }

  /** A controller that is nothing else. */
  GateScene controller(int id) {
    return node(id, NodeKind.CONTROLLER, NodePhase.RUNNING).unregistered(id);
  }

  /** How a broker that does not vote follows the metadata log. */
  GateScene observer(int id, long lag, long caughtUpAgoMillis) {
    observers.put(id, new Member(id, "d" + id, lag, caughtUpAgoMillis));
    return this;
  }

  GateScene broker(int id, boolean fenced, boolean answered) {
    brokers.put(id, new BrokerState(id, fenced, "", false, answered));
    return this;
  }

  GateScene unregistered(int id) {
    brokers.remove(id);
    return this;
  }

  GateScene voter(int id, long lag, long caughtUpAgoMillis) {
    voters.put(id, new Member(id, "d" + id, lag, caughtUpAgoMillis));
    return this;
  }

  GateScene onlyVoter(int id) {
    voters.keySet().retainAll(Set.of(id));
    return this;
  }

  GateScene noActiveController() {
    activeController = -1;
    return this;
  }

  GateScene quorumUnseen() {
    quorumSeen = false;
    return this;
  }

  /** A topic of one partition, {@code t0}, {@code t1} and so on, all of it in sync. */
  GateScene partition(int minIsr, int... replicas) {
    table.topic("t" + topics++, minIsr).partition(0, 1, replicas);
    return this;
  }

  /** The same, with only some in sync; none means that nobody leads either. */
  GateScene partition(int minIsr, List<Integer> inSync, int... replicas) {
    int leader = inSync.isEmpty() ? -1 : inSync.get(0);
    table.topic("t" + topics++, minIsr).row(0, 1, replicas, leader, bits(inSync, replicas), 0, 0);
    return this;
  }

  /** A partition on its way to the last of these brokers. */
  GateScene moving(int minIsr, int... replicas) {
    long last = 1L << (replicas.length - 1);
    table.topic("t" + topics++, minIsr).row(0, 1, replicas, replicas[0], last - 1, last, 0);
    return this;
  }

  private static long bits(List<Integer> inSync, int[] replicas) {
    long bits = 0;
    for (int i = 0; i < replicas.length; i++) {
      bits |= inSync.contains(replicas[i]) ? 1L << i : 0;
    }
    return bits;
  }

  SafetyGate gate() {
    var quorum =
        quorumSeen
            ? new QuorumState(
                activeController, 1, List.copyOf(voters.values()), List.copyOf(observers.values()))
            : null;
    var kafka =
        new KafkaState(
            "id",
            List.copyOf(brokers.values()),
            activeController,
            table.build(),
            quorum,
            FeatureState.NONE,
            Map.of(),
            Map.of(),
            Set.of());
    var platform =
        new PlatformState(new ClusterRef("memory", "", "kafka"), null, List.copyOf(nodes.values()));
    return new SafetyGate(policy, platform, kafka);
  }

  /** What speaks against taking these down, as text. */
  List<String> against(Integer... batch) {
    return gate().blockers(Set.of(batch)).stream().map(b -> b.describe()).toList();
  }
}
