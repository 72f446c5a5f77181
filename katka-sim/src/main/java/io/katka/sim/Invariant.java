package io.katka.sim;

/** What must hold at every event of a world, whatever goes wrong in it. */
public enum Invariant {
  /** What was acknowledged to a producer that asked for all replicas is there, and is led. */
  NOTHING_ACKNOWLEDGED_IS_LOST,
  /** A stop that Katka orders takes no partition below its {@code min.insync.replicas}. */
  STOPS_KEEP_MIN_ISR,
  /** The quorum keeps a majority that has caught up, as far as it is in Katka's hands. */
  QUORUM_KEEPS_ITS_MAJORITY,
  /**
   * Katka takes no node down while another is down by its hand, but for batches that share no
   * partition, and for what is in no in-sync set and does not vote.
   */
  ONE_DOWN_AT_A_TIME,
  /** Nothing is stopped by a driver that could not see, or while another node is out of sight. */
  NO_STOP_WHILE_BLIND,
  /** A node that runs what it should, and serves, is not restarted. */
  NO_NEEDLESS_RESTART,
  /** A node that goes holds no replica and no vote. */
  ONLY_EMPTY_NODES_GO,
  /** Only the driver that holds the lock acts. */
  ONLY_THE_HOLDER_ACTS,
  /** At the end no throttle, cordon, lock or note is left that Katka set. */
  NOTHING_IS_LEFT_BEHIND,
  /** Once faults stop, every run comes to an end, and the cluster to what was asked for. */
  EVERY_RUN_ENDS
}
