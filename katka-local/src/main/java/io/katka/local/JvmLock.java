package io.katka.local;

import io.katka.error.ClusterLockedException;
import io.katka.spi.ClusterLock;
import java.time.Instant;
import java.util.Map;

/** The right to change a cluster that nobody outside this JVM can change: it has no lease. */
record JvmLock(Map<String, JvmLock> held, String cluster, String owner, Instant since)
    implements ClusterLock {

  static JvmLock take(Map<String, JvmLock> held, String cluster, String owner, Instant now) {
    var lock = new JvmLock(held, cluster, owner, now);
    JvmLock other = held.putIfAbsent(cluster, lock);
    if (other != null) {
      throw new ClusterLockedException(cluster, other.owner(), other.since());
    }
    return lock;
  }

  @Override
  public boolean isHeld() {
    return held.get(cluster) == this;
  }

  @Override
  public void renew() {
    if (!isHeld()) {
      throw new ClusterLockedException(cluster, "nobody any more", since);
    }
  }

  @Override
  public void close() {
    held.computeIfPresent(cluster, (name, lock) -> lock == this ? null : lock);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return cluster + " held by " + owner;
  }
}
