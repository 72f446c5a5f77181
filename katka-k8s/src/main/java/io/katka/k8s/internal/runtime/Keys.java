package io.katka.k8s.internal.runtime;

/** The annotations by which this platform remembers what it is about. */
final class Keys {
  /** On a StatefulSet: what was last asked for, as JSON. */
  static final String SPEC = "katka.io/spec";

  /** On a StatefulSet: there while its node shall be down. */
  static final String STOPPED = "katka.io/stopped";

  /** On a volume claim: the cluster that the volume was formatted for. */
  static final String FORMATTED = "katka.io/formatted-for";

  /** On a lease and on what only its holder writes: which taking of the lock it was. */
  static final String TOKEN = "katka.io/lock-token";

  private Keys() {}
}
