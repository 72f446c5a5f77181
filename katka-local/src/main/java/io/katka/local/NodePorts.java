package io.katka.local;

import java.util.stream.IntStream;

/**
 * The ports a node listens on, chosen once in its life.
 *
 * @param client for clients and other brokers; 0 for a node that is no broker
 * @param controller for the quorum and admin requests; 0 for a node that is no controller
 */
record NodePorts(int client, int controller) {
  static final NodePorts NONE = new NodePorts(0, 0);

  IntStream all() {
    return IntStream.of(client, controller).filter(port -> port > 0);
  }

  /** The port that tells whether the node listens. */
  int first() {
    return client > 0 ? client : controller;
  }
}
