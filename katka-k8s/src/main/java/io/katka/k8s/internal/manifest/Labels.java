package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The labels by which a cluster's objects are found together. */
public final class Labels {
  /** The cluster's name. */
  public static final String CLUSTER = "katka.io/cluster";

  /** The node's pool. */
  public static final String POOL = "katka.io/pool";

  /** What the node is, such as {@code broker} or {@code zookeeper}. */
  public static final String ROLE = "katka.io/role";

  /** The node id. */
  public static final String NODE_ID = "katka.io/node-id";

  /** {@code true} on nodes that hold partitions. */
  public static final String BROKER = "katka.io/broker";

  /** {@code true} on nodes that vote. */
  public static final String CONTROLLER = "katka.io/controller";

  /** Who manages the object. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** What stands there for every object of Katka's. */
  public static final String KATKA = "katka";

  private Labels() {}

  /** Of every object of a cluster, and the selector of its pods. */
  public static Map<String, String> cluster(ClusterRef ref) {
    return new TreeMap<>(Map.of(CLUSTER, ref.name(), MANAGED_BY, KATKA));
  }

  /** The selector of a node's objects; of one pod, once it is deployed. */
  public static Map<String, String> node(ClusterRef ref, int id) {
    var labels = new TreeMap<>(cluster(ref));
    labels.put(NODE_ID, Integer.toString(id));
    return labels;
  }

  static Map<String, String> brokers(ClusterRef ref) {
    var labels = new TreeMap<>(cluster(ref));
    labels.put(BROKER, "true");
    return labels;
  }

  static Map<String, String> controllers(ClusterRef ref) {
    var labels = new TreeMap<>(cluster(ref));
    labels.put(CONTROLLER, "true");
    return labels;
  }

  static Map<String, String> dedicated(ClusterRef ref, NodeKind kind) {
    var labels = new TreeMap<>(cluster(ref));
    labels.put(ROLE, role(kind));
    return labels;
  }

  /** Those of the cluster's nodes that do the same as one of that kind. */
  static Map<String, String> alike(ClusterRef ref, NodeKind kind) {
    if (kind == NodeKind.ZOOKEEPER) {
      return dedicated(ref, kind);
    }
    return kind.isBroker() ? brokers(ref) : controllers(ref);
  }

  static String role(NodeKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static ObjectMeta of(ClusterFacts facts, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(facts.ref().namespace())
        .withLabels(shared(facts))
        .build();
  }

  static ObjectMeta of(ClusterFacts facts, NodeSpec node, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(facts.ref().namespace())
        .withLabels(all(facts, node))
        .build();
  }

  static Map<String, String> all(ClusterFacts facts, NodeSpec node) {
    var labels = new TreeMap<>(shared(facts));
    labels.put("app.kubernetes.io/component", role(node.kind()));
    labels.put("app.kubernetes.io/version", node.revision().release().version());
    labels.put(POOL, node.pool());
    labels.put(ROLE, role(node.kind()));
    labels.put(NODE_ID, Integer.toString(node.id()));
    if (node.kind().isBroker()) {
      labels.put(BROKER, "true");
    }
    if (node.kind().isController()) {
      labels.put(CONTROLLER, "true");
    }
    return labels;
  }

  private static Map<String, String> shared(ClusterFacts facts) {
    var labels = new TreeMap<>(cluster(facts.ref()));
    labels.put("app.kubernetes.io/name", "kafka");
    labels.put("app.kubernetes.io/instance", facts.ref().name());
    return labels;
  }
}
