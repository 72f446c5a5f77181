package io.katka.state;

/** What a platform sees of a node's process. */
public enum NodePhase {
  /** Its process is on its way up, or restarting. */
  STARTING,
  /** Its process runs; whether Kafka in it is ready, only Kafka tells. */
  RUNNING,
  /** Its process is on its way down. */
  STOPPING,
  /** It was stopped on purpose or never started. */
  STOPPED,
  /** Its process ended by itself, or cannot be started. */
  FAILED,
  /** The platform cannot tell. */
  UNKNOWN;

  /** Whether no process is there, nor on its way up or down. */
  public boolean isDown() {
    return this == STOPPED || this == FAILED;
  }
}
