package io.katka.plan;

/** What can go wrong by a step, from nothing to what cannot be undone. */
public enum Risk {
  /** Looks, waits, or notes. */
  NONE,
  /** Changes something that clients do not notice. */
  LOW,
  /** Moves data or leadership: clients may see latency. */
  MOVES_DATA,
  /** Takes a node down for a while. */
  RESTART,
  /** Partitions or the quorum are unavailable meanwhile; the caller consented. */
  UNAVAILABLE,
  /** Cannot be undone. */
  IRREVERSIBLE
}
