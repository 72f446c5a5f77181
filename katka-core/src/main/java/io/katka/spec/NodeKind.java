package io.katka.spec;

/** What a node is for. */
public enum NodeKind {
  /** Holds partitions. */
  BROKER,
  /** A voter of the KRaft quorum. */
  CONTROLLER,
  /** Broker and controller in one process. */
  COMBINED,
  /** A member of a ZooKeeper ensemble. */
  ZOOKEEPER;

  /** Whether it holds partitions. */
  public boolean isBroker() {
    return this == BROKER || this == COMBINED;
  }

  /** Whether it votes in the KRaft quorum. */
  public boolean isController() {
    return this == CONTROLLER || this == COMBINED;
  }
}
