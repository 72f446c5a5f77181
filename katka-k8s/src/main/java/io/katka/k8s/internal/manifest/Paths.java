package io.katka.k8s.internal.manifest;

/** Where things are in a node's container. */
final class Paths {
  static final String NODE = "/opt/katka/node";
  static final String PERMIT = "/opt/katka/permit";
  static final String CREDENTIALS = "/opt/katka/credentials";
  static final String CERTIFICATE = "/opt/katka/certificate";
  static final String METRICS = "/opt/katka/metrics";

  /** The volume: exactly where the official image declares one, else it would be shadowed. */
  static final String DATA = "/var/lib/kafka/data";

  /** Below the volume's root, where file systems keep things of their own. */
  static final String LOGS = DATA + "/kafka";

  /** The same of a ZooKeeper server. */
  static final String ENSEMBLE_DATA = "/var/lib/zookeeper/data";

  /** The same of a ZooKeeper server. */
  static final String SNAPSHOTS = ENSEMBLE_DATA + "/zookeeper";

  /** In memory: what a node reads with passwords in it. */
  static final String RUN = "/opt/katka/run";

  static final String TEMPORARY = "/tmp";

  private Paths() {}
}
