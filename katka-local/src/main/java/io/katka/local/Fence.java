package io.katka.local;

import io.katka.spi.ClusterLock;
import java.util.function.Supplier;

/** Lets only the holder of a cluster's lock act on it, one act at a time. */
record Fence(Guard guard) {

  void run(ClusterLock lock, ClusterFiles cluster, Runnable act) {
    get(
        lock,
        cluster,
        () -> {
          act.run();
          return true;
        });
  }

  <T> T get(ClusterLock lock, ClusterFiles cluster, Supplier<T> act) {
    LocalLock own = own(lock);
    return guard.get(
        () -> {
          own.verify(cluster);
          return act.get();
        });
  }

  static LocalLock own(ClusterLock lock) {
    if (lock instanceof LocalLock own) {
      return own;
    }
    throw new IllegalArgumentException("not a lock of the local platform: " + lock);
  }
}
