package io.katka.spec;

/** Where a KRaft cluster's controllers run. */
public enum Topology {
  /** The first brokers are controllers too. */
  COMBINED,
  /** Controllers are nodes of their own. */
  DEDICATED
}
