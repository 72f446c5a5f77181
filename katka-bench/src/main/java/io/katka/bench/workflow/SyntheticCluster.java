package io.katka.bench.workflow;

import io.katka.internal.planner.Defaults;
import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Formatting;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import io.katka.spec.Topology;
import io.katka.state.BrokerState;
import io.katka.state.Capability;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.ObservedCluster;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState;
import io.katka.state.VolumeState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A large healthy cluster that was never there, as an observation of it would show it. */
final class SyntheticCluster {
  private static final int PARTITIONS_A_TOPIC = 111;
  private static final int CONTROLLERS = 3;
  private static final int FIRST_CONTROLLER = 2001;
  private static final KafkaRelease RELEASE = KafkaRelease.apache("4.4.0");

  private final int brokers;
  private final int partitions;
  private final Random random = new Random(7);

  SyntheticCluster(int brokers, int partitions) {
    this.brokers = brokers;
    this.partitions = partitions;
  }

  ObservedCluster observe() {
    ClusterSpec spec =
        Defaults.settle(
            Defaults.cluster("large", RELEASE, Topology.DEDICATED)
                .pool(NodePoolSpec.DEFAULT_NAME, p -> p.replicas(brokers)),
            List.of());
    var voters = new TreeMap<Integer, String>();
    for (int i = 0; i < CONTROLLERS; i++) {
      voters.put(FIRST_CONTROLLER + i, "directory-" + i);
    }
    var ref = new ClusterRef("synthetic", "bench", "large");
    var foundation = new Foundation("AAAAAAAAAAAAAAAAAAAAAQ", voters, spec, null);
    var nodes = new ArrayList<PlatformNode>();
    for (int id = 1; id <= brokers; id++) {
      nodes.add(node(spec, id, NodeKind.BROKER, NodePoolSpec.DEFAULT_NAME));
    }
    voters.keySet().forEach(id -> nodes.add(node(spec, id, NodeKind.CONTROLLER, "controller")));
    return new ObservedCluster(
        new PlatformState(ref, foundation, nodes), kafka(spec, foundation), "");
  }

  private static PlatformNode node(ClusterSpec spec, int id, NodeKind kind, String pool) {
    NodePoolSpec settings = spec.pools().get(0);
    var revision =
        new Revision(
            RELEASE,
            spec.config(),
            io.katka.internal.planner.DynamicConfig.keys(),
            settings.resources());
    var nodeSpec =
        new NodeSpec(id, kind, pool, "", revision, StorageSpec.DEFAULT, Formatting.JOINING);
    return new PlatformNode(
        nodeSpec, NodePhase.RUNNING, VolumeState.FORMATTED, revision.fingerprint(), "#1", "");
  }

  private KafkaState kafka(ClusterSpec spec, Foundation foundation) {
    List<BrokerState> states = new ArrayList<>();
    for (int id = 1; id <= brokers; id++) {
      states.add(new BrokerState(id, false, "", false, true));
    }
    List<QuorumState.Member> members =
        foundation.initialVoters().entrySet().stream()
            .map(e -> new QuorumState.Member(e.getKey(), e.getValue(), 0, 0))
            .toList();
    Map<String, Integer> features = Map.of(FeatureState.METADATA_VERSION, RELEASE.metadataLevel());
    return new KafkaState(
        foundation.clusterId(),
        states,
        FIRST_CONTROLLER,
        table(),
        new QuorumState(FIRST_CONTROLLER, 1, members, List.of()),
        new FeatureState(features, features),
        Map.of("min.insync.replicas", spec.config().get("min.insync.replicas")),
        Map.of(),
        EnumSet.allOf(Capability.class));
  }

  private PartitionTable table() {
    PartitionTable.Builder builder = PartitionTable.builder();
    for (int p = 0; p < partitions; p++) {
      if (p % PARTITIONS_A_TOPIC == 0) {
        builder.topic("topic-" + p / PARTITIONS_A_TOPIC, 2);
      }
      int first = p % brokers;
      int second = (first + 1 + p / brokers % (brokers - 2)) % brokers;
      int third = (second + 1) % brokers == first ? (second + 2) % brokers : (second + 1) % brokers;
      long bytes = (long) (1e8 * Math.exp(random.nextGaussian()));
      builder.partition(p % PARTITIONS_A_TOPIC, bytes, first + 1, second + 1, third + 1);
    }
    return builder.build();
  }
}
