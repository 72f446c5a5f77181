package io.katka.sim;

import io.katka.error.ClusterLockedException;
import io.katka.error.UnreachableException;
import io.katka.spi.ClusterLock;
import java.time.Duration;

/**
 * The right to change the world's cluster. While its driver lives and reaches the platform, it is
 * renewed in the background, as a thread of the driver would.
 */
final class SimLock implements ClusterLock {
  private final SimDriver driver;
  private final SimRecords records;
  private final String owner;
  private final long leaseMillis;
  private long renewedAt;
  private boolean closed;

  SimLock(SimDriver driver, SimRecords records, Duration lease) {
    this.driver = driver;
    this.records = records;
    owner = driver.name();
    leaseMillis = lease.toMillis();
    renewedAt = driver.world().now();
    keep();
  }

  private void keep() {
    driver
        .world()
        .events()
        .after(
            leaseMillis / 6,
            () -> {
              if (!closed && driver.isAlive() && records.holder == this) {
                if (!driver.stands() && driver.world().calls().reachesPlatform()) {
                  renewedAt = driver.world().now();
                }
                keep();
              }
            });
  }

  /** Whether the platform still takes it for valid. */
  boolean isValid() {
    return !closed && records.holder == this && age() <= leaseMillis;
  }

  SimDriver driver() {
    return driver;
  }

  private long age() {
    return driver.world().now() - renewedAt;
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public boolean isHeld() {
    return !closed && age() < leaseMillis * 2 / 3;
  }

  @Override
  public void renew() {
    if (!driver.world().calls().reachesPlatform()) {
      throw new UnreachableException(
          "The platform cannot be reached", new IllegalStateException("away"));
    }
    if (closed || records.holder != this) {
      throw new ClusterLockedException("kafka", "another driver", driver.world().time().now());
    }
    renewedAt = driver.world().now();
  }

  @Override
  public void close() {
    closed = true;
    if (records.holder == this && driver.world().calls().reachesPlatform()) {
      records.holder = null;
    }
  }
}
