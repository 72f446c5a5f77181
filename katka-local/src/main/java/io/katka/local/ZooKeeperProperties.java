package io.katka.local;

import io.katka.spec.NodeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the nodes of a cluster with a ZooKeeper ensemble read. */
final class ZooKeeperProperties {
  /** How long a broker's session outlives it. */
  static final Duration SESSION = Duration.ofSeconds(6);

  private static final Map<String, String> MEMBER_DEFAULTS =
      Map.of(
          "tickTime", "1000",
          "initLimit", "20",
          "syncLimit", "10",
          "maxClientCnxns", "0",
          "preAllocSize", "1024",
          // Otherwise snapshots are kept for ever.
          "autopurge.snapRetainCount", "3",
          "autopurge.purgeInterval", "1",
          // It would listen on port 8080 of all interfaces.
          "admin.enableServer", "false",
          "4lw.commands.whitelist", "srvr,mntr");

  /**
   * A broker that was killed is only forgotten, and can only come back, when its session has ended.
   */
  private static final Map<String, String> BROKER_DEFAULTS =
      Map.of(
          "zookeeper.session.timeout.ms",
          Long.toString(SESSION.toMillis()),
          "zookeeper.connection.timeout.ms",
          "30000");

  /** Nodes that are no brokers are numbered from the one after it. */
  private static final int BEFORE_MEMBERS = 1000;

  private ZooKeeperProperties() {}

  /** A member's number in the ensemble, which ZooKeeper wants from 1 to 255. */
  static int myId(int node) {
    return node > BEFORE_MEMBERS ? node - BEFORE_MEMBERS : node;
  }

  static Map<String, String> ofMember(Path data, NodePorts own, Map<Integer, NodePorts> cluster) {
    var all = new TreeMap<>(MEMBER_DEFAULTS);
    all.put("dataDir", data.toString());
    all.put("clientPort", Integer.toString(own.zooKeeper()));
    all.put("clientPortAddress", Ports.HOST);
    members(cluster)
        .forEach(
            (id, ports) ->
                all.put(
                    "server." + myId(id),
                    Ports.HOST + ":" + ports.followers() + ":" + ports.election()));
    return all;
  }

  static Map<String, String> ofBroker(
      NodeSpec node, NodeSize size, Path data, NodePorts own, Map<Integer, NodePorts> cluster) {
    var all = new TreeMap<>(BROKER_DEFAULTS);
    all.putAll(size.settings());
    all.putAll(node.revision().properties());
    all.put("broker.id", Integer.toString(node.id()));
    all.put("broker.id.generation.enable", "false");
    all.put("log.dirs", data.toString());
    all.put("listeners", "PLAINTEXT://" + Ports.HOST + ":" + own.client());
    all.put(
        "zookeeper.connect",
        members(cluster).values().stream()
            .map(ports -> Ports.HOST + ":" + ports.zooKeeper())
            .collect(Collectors.joining(",")));
    if (!node.rack().isEmpty()) {
      all.put("broker.rack", node.rack());
    }
    return all;
  }

  private static Map<Integer, NodePorts> members(Map<Integer, NodePorts> cluster) {
    var members = new TreeMap<>(cluster);
    members.values().removeIf(ports -> ports.zooKeeper() == 0);
    return members;
  }
}
