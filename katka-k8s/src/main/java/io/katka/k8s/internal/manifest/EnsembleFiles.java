package io.katka.k8s.internal.manifest;

import io.katka.spec.NodeSpec;
import java.util.Map;

/** What the nodes of a cluster with a ZooKeeper ensemble read when they start. */
final class EnsembleFiles {
  /** How long names of others are remembered. */
  static final String SECURITY = "java.security";

  private static final String CONFIG = "zoo.cfg";
  private static final String MY_ID = "myid";
  private static final String META = "meta.properties";
  private static final String START = "start-with-zookeeper.sh";

  private EnsembleFiles() {}

  static void add(Map<String, String> data, ClusterFacts facts, NodeSpec node) {
    boolean member = Ensemble.isMember(node);
    data.put(NodeFiles.START, NodeFiles.resource(START));
    data.put(SECURITY, NodeFiles.resource(SECURITY));
    data.put(
        META,
        "version=0\ncluster.id=%s\n%s=%d\n"
            .formatted(
                facts.foundation().clusterId(), member ? "node.id" : "broker.id", node.id()));
    if (member) {
      data.put(CONFIG, NodeFiles.file(Ensemble.config(facts)));
      data.put(MY_ID, Ensemble.myId(node.id()) + "\n");
      data.put(NodeFiles.SERVING, NodeFiles.resource(NodeFiles.SERVING));
    } else {
      data.put(NodeFiles.PROPERTIES, NodeFiles.file(EnsembleBroker.of(facts, node)));
    }
  }
}
