package io.katka.state;

/** What a platform sees of a node's volume. */
public enum VolumeState {
  /** Formatted: it bears the cluster id. */
  FORMATTED,
  /** There, and empty, although the node was formatted once: its data is gone. */
  WIPED,
  /** Not formatted yet, as the node was never started. */
  NEW,
  /** The platform cannot tell. */
  UNKNOWN
}
