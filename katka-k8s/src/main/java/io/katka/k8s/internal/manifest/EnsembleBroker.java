package io.katka.k8s.internal.manifest;

import io.katka.release.Distribution;
import io.katka.spec.NodeSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The server properties of a broker whose metadata is in a ZooKeeper ensemble. */
final class EnsembleBroker {
  /** Kafka's own default up to 2.4 is a third of it, too little for a busy machine (KIP-537). */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "zookeeper.session.timeout.ms", "18000",
          "zookeeper.connection.timeout.ms", "60000");

  private EnsembleBroker() {}

  static Map<String, String> of(ClusterFacts facts, NodeSpec node) {
    var all = new TreeMap<>(DEFAULTS);
    if (node.revision().release().distribution() == Distribution.CONFLUENT) {
      // They report to their vendor otherwise, which is for the caller to allow.
      all.put("confluent.support.metrics.enable", "false");
    }
    all.putAll(node.revision().properties());
    List<Listener> listeners = Listeners.of(facts, node.kind());
    all.put("broker.id", Integer.toString(node.id()));
    all.put("broker.id.generation.enable", "false");
    all.put("log.dirs", Paths.LOGS);
    all.put("zookeeper.connect", Ensemble.connect(facts));
    all.put("listeners", Listeners.bound(listeners));
    all.put("advertised.listeners", Listeners.advertised(facts, node, listeners));
    all.put(
        "listener.security.protocol.map",
        listeners.stream()
            .map(l -> l + ":" + Listeners.protocol(facts, l))
            .collect(Collectors.joining(",")));
    all.put("inter.broker.listener.name", Listener.REPLICATION.name());
    if (!node.rack().isEmpty()) {
      all.put("broker.rack", node.rack());
    }
    ServerProperties.cleanerBuffer(all, Resources.heapBytes(facts.options(), node));
    Users.ofBroker(all, EnsembleBroker::secret);
    Users.superUsers(all);
    return all;
  }

  /** Put in its place when the node starts: Kafka can only do so itself from 2.7 on. */
  private static String secret(String name) {
    return "@" + name + "-password@";
  }
}
