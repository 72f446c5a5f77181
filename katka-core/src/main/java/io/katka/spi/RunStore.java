package io.katka.spi;

import java.util.Optional;

/** Keeps a run's notes with the cluster they are about: small texts, replaced as a whole. */
public interface RunStore {
  /**
   * What was kept under a key.
   *
   * @throws io.katka.error.UnreachableException if it cannot be told
   */
  Optional<String> load(String key);

  /**
   * Keeps a text under a key, durable and as a whole, for the holder of the cluster's lock only.
   *
   * @throws io.katka.error.ClusterLockedException if the lock is no longer held
   */
  void save(ClusterLock lock, String key, String text);

  /** Forgets what was kept under a key. */
  void delete(ClusterLock lock, String key);
}
