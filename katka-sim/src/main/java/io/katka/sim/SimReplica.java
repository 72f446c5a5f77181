package io.katka.sim;

/** A replica: how far its log reaches, and what the controllers make of it. */
final class SimReplica {
  final int broker;

  /** The end of its log, in bytes since the partition began. */
  long logEnd;

  boolean inSync;
  boolean adding;
  boolean removing;

  /** When it last had all that its leader had. */
  long caughtUpAt;

  /** When it last joined the in-sync set. */
  long joinedAt;

  /** When it was last decided that it shall be there. */
  long placedAt;

  SimReplica(int broker, long now) {
    this.broker = broker;
    placedAt = now;
  }

  boolean isMoving() {
    return adding || removing;
  }
}
