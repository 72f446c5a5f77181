package io.katka.release;

/** Where a cluster keeps its metadata. */
public enum MetadataMode {
  /** In Kafka's own Raft quorum (KIP-500). */
  KRAFT,
  /** In a ZooKeeper ensemble. */
  ZOOKEEPER
}
