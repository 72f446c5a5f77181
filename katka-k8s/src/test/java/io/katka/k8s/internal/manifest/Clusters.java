package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.katka.k8s.Options;
import io.katka.release.KafkaRelease;
import io.katka.spec.BalancePolicy;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;
import io.katka.spec.Formatting;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import io.katka.spec.Topology;
import io.katka.spec.UpgradePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Clusters to render in tests. */
final class Clusters {
  static final String PASSWORD = "correct-horse-battery-staple";
  static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
  static final KafkaRelease RELEASE = KafkaRelease.apache("4.3.1");
  static final KafkaRelease OLD = KafkaRelease.confluent("5.1.0");
  private static final ResourcesSpec SMALL = ResourcesSpec.DEFAULT.heap("256Mi");
  private static final Map<Integer, String> VOTERS =
      Map.of(
          1001, "JEXY6aqzQY-32P5TStzaFg",
          1002, "MvDxzVmcRsaTz33bUuRU6A",
          1003, "07R5amHmR32VDA6jHkGbTA");

  private Clusters() {}

  /** Three brokers, three controllers. */
  static ClusterFacts dedicated(Options options) {
    return dedicated("kafka-ns", options);
  }

  static ClusterFacts dedicated(String namespace, Options options) {
    return facts(namespace, Topology.DEDICATED, VOTERS, options);
  }

  /** Three brokers that are controllers too. */
  static ClusterFacts combined(String namespace, Options options) {
    return facts(
        namespace,
        Topology.COMBINED,
        Map.of(
            1, "JEXY6aqzQY-32P5TStzaFg",
            2, "MvDxzVmcRsaTz33bUuRU6A",
            3, "07R5amHmR32VDA6jHkGbTA"),
        options);
  }

  /** Three brokers, and a ZooKeeper ensemble of three. */
  static ClusterFacts ensemble(Options options) {
    return facts(
        "kafka-ns", OLD, Topology.DEDICATED, Map.of(1001, "", 1002, "", 1003, ""), options);
  }

  private static ClusterFacts facts(
      String namespace, Topology topology, Map<Integer, String> voters, Options options) {
    return facts(namespace, RELEASE, topology, voters, options);
  }

  private static ClusterFacts facts(
      String namespace,
      KafkaRelease release,
      Topology topology,
      Map<Integer, String> voters,
      Options options) {
    var spec =
        new ClusterSpec(
            "kafka",
            release,
            List.of(NodePoolSpec.of("broker", 3)),
            new ControllerSpec(topology, 3),
            Map.of(),
            UpgradePolicy.DEFAULT,
            BalancePolicy.DEFAULT,
            false);
    var ports = new TreeMap<Integer, Integer>();
    for (int i = 0; i < 3; i++) {
      ports.put(1 + i, 15_100 + 2 * i);
      ports.put(1001 + i, 15_110 + 2 * i);
    }
    return new ClusterFacts(
        new ClusterRef("kubernetes", namespace, "kafka"),
        new Foundation(CLUSTER_ID, voters, spec, null),
        ports,
        PASSWORD,
        options);
  }

  static NodeSpec broker(int id) {
    return node(id, NodeKind.BROKER, "broker", "", Map.of(), Formatting.JOINING);
  }

  static NodeSpec controller(int id) {
    return node(id, NodeKind.CONTROLLER, "controller", "", Map.of(), new Formatting(VOTERS));
  }

  /** A member of the ensemble. */
  static NodeSpec member(int id) {
    return new NodeSpec(
        id,
        NodeKind.ZOOKEEPER,
        "zookeeper",
        "",
        new Revision(OLD, Map.of(), Set.of(), ResourcesSpec.DEFAULT),
        StorageSpec.DEFAULT,
        new Formatting(Map.of(1001, "", 1002, "", 1003, "")));
  }

  /** A broker with an ensemble. */
  static NodeSpec old(int id) {
    NodeSpec broker = config(broker(id), "inter.broker.protocol.version", "2.0-IV1");
    return broker.revision(broker.revision().release(OLD));
  }

  static NodeSpec combined(ClusterFacts facts, int id) {
    return node(
        id,
        NodeKind.COMBINED,
        "broker",
        "",
        Map.of(),
        new Formatting(facts.foundation().initialVoters()));
  }

  static NodeSpec rack(NodeSpec node, String rack) {
    return new NodeSpec(
        node.id(),
        node.kind(),
        node.pool(),
        rack,
        node.revision(),
        node.storage(),
        node.formatting());
  }

  static NodeSpec storage(NodeSpec node, StorageSpec storage) {
    return new NodeSpec(
        node.id(),
        node.kind(),
        node.pool(),
        node.rack(),
        node.revision(),
        storage,
        node.formatting());
  }

  static NodeSpec config(NodeSpec node, String key, String value) {
    var properties = new TreeMap<>(node.revision().properties());
    properties.put(key, value);
    return node.revision(
        new Revision(node.revision().release(), properties, Set.of(), node.revision().resources()));
  }

  private static NodeSpec node(
      int id,
      NodeKind kind,
      String pool,
      String rack,
      Map<String, String> config,
      Formatting formatting) {
    var properties = new TreeMap<>(config);
    properties.put("min.insync.replicas", "2");
    return new NodeSpec(
        id,
        kind,
        pool,
        rack,
        new Revision(
            RELEASE, properties, Set.of(), kind.isBroker() ? SMALL : ResourcesSpec.DEFAULT),
        StorageSpec.DEFAULT,
        formatting);
  }

  /** The nodes of such a cluster, controllers first. */
  static List<NodeSpec> nodes(ClusterFacts facts) {
    if (facts.foundation().spec().controllers().topology() == Topology.COMBINED) {
      return List.of(combined(facts, 1), combined(facts, 2), combined(facts, 3));
    }
    if (Ensemble.isIn(facts)) {
      return List.of(member(1001), member(1002), member(1003), old(1), old(2), old(3));
    }
    return List.of(
        controller(1001), controller(1002), controller(1003), broker(1), broker(2), broker(3));
  }

  /** Everything that is applied for a new cluster. */
  static List<HasMetadata> all(ClusterFacts facts, List<NodeSpec> nodes) {
    var objects = new ArrayList<>(Manifests.cluster(facts));
    for (NodeSpec node : nodes) {
      objects.add(Manifests.formatPermit(facts, node));
      objects.addAll(Manifests.node(facts, node));
    }
    return objects;
  }

  /** The only object of a kind whose name contains that text. */
  static <T extends HasMetadata> T only(
      List<? extends HasMetadata> objects, Class<T> kind, String text) {
    List<T> found =
        objects.stream()
            .filter(kind::isInstance)
            .map(kind::cast)
            .filter(o -> o.getMetadata().getName().contains(text))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects are a " + kind + " of " + text);
    }
    return found.get(0);
  }
}
