package io.katka.local;

import java.util.stream.IntStream;

/**
 * The ports a node listens on, chosen once in its life; 0 for what it does not do.
 *
 * @param client for clients and other brokers
 * @param controller for the quorum and admin requests
 * @param zooKeeper of a ZooKeeper server, for brokers and other clients of it
 * @param followers of a ZooKeeper server, for its followers while it leads
 * @param election of a ZooKeeper server, for electing a leader
 */
record NodePorts(int client, int controller, int zooKeeper, int followers, int election) {
  static final NodePorts NONE = ofKafka(0, 0);

  static NodePorts ofKafka(int client, int controller) {
    return new NodePorts(client, controller, 0, 0, 0);
  }

  static NodePorts ofZooKeeper(int zooKeeper, int followers, int election) {
    return new NodePorts(0, 0, zooKeeper, followers, election);
  }

  IntStream all() {
    return IntStream.of(client, controller, zooKeeper, followers, election)
        .filter(port -> port > 0);
  }

  /** The port that tells whether the node listens. */
  int first() {
    return all().findFirst().orElse(0);
  }

  /**
   * The port that opens whatever other nodes do. Where there are both, the client's only opens once
   * there is a quorum, for which this node may have to wait for others.
   */
  int earliest() {
    return controller > 0 ? controller : first();
  }
}
