package io.katka.local;

import java.nio.file.Path;
import java.util.Map;

/** Which ports the nodes of a cluster were given. */
interface PortBook {
  /** The cluster's directory, which no other cluster has. */
  Path directory();

  /** The cluster's name. */
  default String name() {
    return directory().getFileName().toString();
  }

  /** The ports of each node, as a copy. */
  Map<Integer, NodePorts> ports();

  /** Records them. */
  void ports(Map<Integer, NodePorts> nodes);
}
