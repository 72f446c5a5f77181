package io.katka.sim;

/** What can go wrong. */
public enum FaultKind {
  /** The next change through the gateway times out before it has its effect. */
  GATEWAY_TIMEOUT_BEFORE,
  /** The next change through the gateway has its effect, and times out. */
  GATEWAY_TIMEOUT_AFTER,
  /** The next change through the gateway is refused. */
  GATEWAY_REFUSED,
  /** Kafka cannot be reached at all, for a while. */
  GATEWAY_AWAY,
  /** The next act on the platform times out before it has its effect. */
  PLATFORM_TIMEOUT_BEFORE,
  /** The next act on the platform has its effect, and times out. */
  PLATFORM_TIMEOUT_AFTER,
  /** The next act on the platform is refused. */
  PLATFORM_REFUSED,
  /** The platform cannot be reached at all, for a while. */
  PLATFORM_AWAY,
  /** A broker's metadata stands still for a while, and it answers from it. */
  METADATA_STUCK,
  /** A node's process is killed. */
  NODE_KILLED,
  /** A node's process stands still for a while. */
  NODE_PAUSED,
  /** A node's disk is slow for a while. */
  SLOW_DISK,
  /** A node's disk is full for a while, which ends the process. */
  DISK_FULL,
  /** The machine below a node is gone for a while. */
  NODE_LOST,
  /** A node ends, and its volume is empty. */
  VOLUME_WIPED,
  /** A node is cut off from all others for a while. */
  NETWORK_SPLIT,
  /** Somebody deletes a node's pod: it stops in order, and is started again. */
  POD_DELETED,
  /** Somebody stops a node, and it stays stopped. */
  NODE_STOPPED,
  /** Nodes start slowly for a while. */
  SLOW_START,
  /** The driver dies at once. */
  DRIVER_DIES,
  /** The driver dies right before its next act. */
  DRIVER_DIES_BEFORE_ACT,
  /** The driver dies right after its next act. */
  DRIVER_DIES_AFTER_ACT,
  /** The driver's process stands still for a while, in the middle of its next call. */
  DRIVER_PAUSED,
  /** Another driver wants the same at the same time. */
  SECOND_DRIVER,
  /** The wall clock jumps ahead by an hour. */
  CLOCK_FORWARD,
  /** The wall clock jumps back by an hour. */
  CLOCK_BACK,
  /** Another driver wants another number of brokers. */
  PERSON_SCALES,
  /** Somebody creates a topic. */
  PERSON_CREATES_TOPIC,
  /** Somebody deletes a topic. */
  PERSON_DELETES_TOPIC,
  /** Somebody moves replicas. */
  PERSON_REASSIGNS,
  /** Somebody changes a setting of a broker, and the least in-sync replicas of a topic. */
  PERSON_CHANGES_CONFIG,
  /**
   * For a while a driver is told nothing of what becomes of nodes, but for those it acts on: a
   * watch that is dead and does not know.
   */
  PLATFORM_STALE
}
