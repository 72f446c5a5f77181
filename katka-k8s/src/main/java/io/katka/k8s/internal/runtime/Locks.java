package io.katka.k8s.internal.runtime;

import io.katka.spi.ClusterLock;

/** Tells this platform's locks from others. */
final class Locks {
  private Locks() {}

  static LeaseLock own(ClusterLock lock) {
    if (lock instanceof LeaseLock own) {
      return own;
    }
    throw new IllegalArgumentException("not a lock of the Kubernetes platform: " + lock);
  }
}
