package io.katka.spi;

/**
 * The right to change a cluster, held by one run at a time and renewed while it goes. It is lost
 * when it could not be renewed for two thirds of its lease, by the holder's own monotonic clock:
 * well before another run may take it over.
 */
public interface ClusterLock extends AutoCloseable {
  /** Who holds it, as others see it. */
  String owner();

  /**
   * Whether it is still held, without asking anybody: renewed recently enough. A run asks before
   * each act.
   */
  boolean isHeld();

  /**
   * Renews it where that is due, which is after a third of its lease.
   *
   * @throws io.katka.error.ClusterLockedException if somebody else took it over
   * @throws io.katka.error.UnreachableException if it could not be told; it stays held until two
   *     thirds of its lease are over
   */
  void renew();

  /** Gives it back. */
  @Override
  void close();
}
