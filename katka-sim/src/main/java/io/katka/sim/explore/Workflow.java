package io.katka.sim.explore;

/** What is asked of a cluster while faults happen. */
public enum Workflow {
  /** A new cluster. */
  PROVISION,
  /** Two brokers more. */
  SCALE_OUT,
  /** A broker less. */
  SCALE_IN,
  /** A new version. */
  ROLL,
  /** A new version, leaders moved off each broker first. */
  ROLL_MOVING_LEADERS,
  /** A new version, several brokers at a time. */
  ROLL_IN_BATCHES,
  /** A new version that does not come up. */
  ROLL_BROKEN,
  /** A new version and two brokers more at once. */
  ROLL_AND_SCALE,
  /** A setting that needs no restart, and one that does. */
  CONFIGURE,
  /** The new version is made binding. */
  FINALIZE,
  /** Back to the version before. */
  ROLLBACK,
  /** Replicas that lie unevenly are spread, under a throttle. */
  REBALANCE,
  /** Two controllers more. */
  GROW_QUORUM,
  /** A broker whose volume is gone is given a new one. */
  REPAIR
}
