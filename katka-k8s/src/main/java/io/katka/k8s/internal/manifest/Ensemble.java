package io.katka.k8s.internal.manifest;

import io.katka.release.MetadataMode;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ZooKeeper ensemble of a cluster that has one: its members, and what they read. */
final class Ensemble {
  /** The pool of the members. */
  private static final String POOL = "zookeeper";

  /** Nodes that are no brokers are numbered from the one after it. */
  private static final int BEFORE_MEMBERS = 1000;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "tickTime", "2000",
          "initLimit", "15",
          "syncLimit", "5",
          // Otherwise snapshots are kept for ever.
          "autopurge.snapRetainCount", "3",
          "autopurge.purgeInterval", "1",
          // It would be one more port on the pod network, without any need.
          "admin.enableServer", "false",
          "4lw.commands.whitelist", "srvr,mntr",
          // A pod's own name may not be known yet when it starts.
          "quorumListenOnAllInterfaces", "true");

  private Ensemble() {}

  /** Whether the cluster has one. */
  static boolean isIn(ClusterFacts facts) {
    return facts.foundation().spec().release().metadata() == MetadataMode.ZOOKEEPER;
  }

  /** Whether the node is of a cluster that has one, as a member or as a broker. */
  static boolean isBehind(NodeSpec node) {
    return node.revision().release().metadata() == MetadataMode.ZOOKEEPER;
  }

  static boolean isMember(NodeSpec node) {
    return node.kind() == NodeKind.ZOOKEEPER;
  }

  /** A member's number in the ensemble, which ZooKeeper wants from 1 to 255. */
  static int myId(int node) {
    return node > BEFORE_MEMBERS ? node - BEFORE_MEMBERS : node;
  }

  /** What every member reads: the same for all, but for the number on its volume. */
  static Map<String, String> config(ClusterFacts facts) {
    var all = new TreeMap<>(DEFAULTS);
    all.put("dataDir", Paths.SNAPSHOTS);
    all.put("clientPort", Integer.toString(Listener.ZOOKEEPER.port()));
    for (int id : facts.foundation().initialVoters().keySet()) {
      all.put(
          "server." + myId(id),
          "%s:%d:%d"
              .formatted(
                  Names.host(facts.ref(), POOL, id),
                  Listener.FOLLOWERS.port(),
                  Listener.ELECTION.port()));
    }
    return all;
  }

  /** Where brokers find it. */
  static String connect(ClusterFacts facts) {
    return facts.foundation().initialVoters().keySet().stream()
        .map(id -> new HostAndPort(Names.host(facts.ref(), POOL, id), Listener.ZOOKEEPER.port()))
        .map(HostAndPort::toString)
        .collect(Collectors.joining(","));
  }
}
