package io.katka.k8s.internal.manifest;

/** The listeners of a node. Which of them it has depends on what it is and on the options. */
public enum Listener {
  /** Between brokers. */
  REPLICATION(9091),
  /** For clients inside the Kubernetes cluster. */
  INSIDE(9092),
  /** Of the metadata quorum. */
  CONTROLLER(9093),
  /** For clients outside the Kubernetes cluster. */
  OUTSIDE(9094),
  /** For Katka, of a broker; on the pod's loopback only. */
  ADMIN(9095),
  /** For Katka, of a controller; on the pod's loopback only. */
  CONTROLLER_ADMIN(9096),
  /** Of a ZooKeeper server: for brokers, and for Katka. */
  ZOOKEEPER(2181),
  /** Of a ZooKeeper server that leads: for those that follow. */
  FOLLOWERS(2888),
  /** Of a ZooKeeper server: for electing a leader. */
  ELECTION(3888);

  private final int port;

  Listener(int port) {
    this.port = port;
  }

  /** The port in the pod. */
  public int port() {
    return port;
  }

  /** Its name where Kubernetes wants a name for a port. */
  String portName() {
    return "tcp-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Whether nobody but Katka's tunnel gets at it. */
  boolean onLoopback() {
    return this == ADMIN || this == CONTROLLER_ADMIN;
  }

  /** Whether it is for clients, and not for the cluster's own traffic. */
  boolean forClients() {
    return this == INSIDE || this == OUTSIDE;
  }
}
