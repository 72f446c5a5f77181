package io.katka.local;

import io.katka.error.ClusterLockedException;
import io.katka.spi.ClusterLock;
import io.katka.spi.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A lease in a file. Whoever acts checks under the {@link Guard} that the file still bears its
 * token, and a takeover takes the guard too: so an owner that was paused and wakes up cannot act
 * any more, however late it learns that it lost the cluster.
 *
 * <p>A lease is over before its time when the owner's process is gone.
 */
final class LocalLock implements ClusterLock {
  private final ClusterFiles cluster;
  private final LockFile file;
  private final Guard guard;
  private final Time time;
  private final String owner;
  private final String token = UUID.randomUUID().toString();
  private final Duration lease;
  private final AtomicLong renewedNanos = new AtomicLong();
  private volatile boolean lost;
  private volatile boolean givenBack;

  private LocalLock(
      ClusterFiles cluster, LockFile file, Guard guard, Time time, String owner, Duration lease) {
    this.cluster = cluster;
    this.file = file;
    this.guard = guard;
    this.time = time;
    this.owner = owner;
    this.lease = lease;
  }

  static LocalLock take(
      ClusterFiles cluster, LockFile file, Guard guard, Time time, String owner, Duration lease) {
    var lock = new LocalLock(cluster, file, guard, time, owner, lease);
    guard.run(lock::take);
    return lock;
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public boolean isHeld() {
    return !lost && sinceRenewal() < lease.toNanos() * 2 / 3;
  }

  @Override
  public void renew() {
    if (!lost && sinceRenewal() < lease.toNanos() / 3) {
      return;
    }
    guard.run(
        () -> {
          long asked = time.nanos();
          LockRecord mine = verified();
          file.write(mine.renewed(time.now().toEpochMilli()));
          renewedNanos.set(asked);
        });
  }

  @Override
  public void close() {
    if (lost) {
      return;
    }
    guard.run(
        () -> {
          if (file.read().filter(this::isMine).isPresent()) {
            file.delete();
            givenBack = true;
          }
          lost = true;
        });
  }

  /**
   * Refuses whoever does not hold that cluster any more. Only under the guard does the answer
   * stand.
   */
  void verify(ClusterFiles wanted) {
    if (!cluster.equals(wanted)) {
      throw new IllegalArgumentException(
          "a lock of " + cluster.directory() + " does not hold " + wanted.directory());
    }
    verified();
  }

  /**
   * For work that was accepted under this lock: it may be completed after the lock was given back,
   * but not once somebody else holds the cluster.
   */
  boolean nobodyElseHolds() {
    return file.read().map(this::isMine).orElse(true);
  }

  /** Whether somebody took the cluster before this gave it back. */
  boolean wasTakenOver() {
    return !givenBack && file.read().filter(this::isMine).isEmpty();
  }

  private LockRecord verified() {
    Optional<LockRecord> current = file.read();
    if (current.filter(this::isMine).isPresent()) {
      return current.orElseThrow();
    }
    lost = true;
    throw current
        .map(this::lockedBy)
        .orElseGet(() -> new ClusterLockedException(cluster.name(), "nobody any more", time.now()));
  }

  private void take() {
    long now = time.now().toEpochMilli();
    file.read()
        .filter(other -> other.stands(now))
        .ifPresent(
            other -> {
              throw lockedBy(other);
            });
    long asked = time.nanos();
    ProcessHandle self = ProcessHandle.current();
    file.write(
        new LockRecord(
            owner,
            token,
            self.pid(),
            ProcessIdentity.startMillis(self),
            now,
            now,
            lease.toMillis()));
    renewedNanos.set(asked);
  }

  private boolean isMine(LockRecord lock) {
    return lock.token().equals(token);
  }

  private ClusterLockedException lockedBy(LockRecord other) {
    return new ClusterLockedException(
        cluster.name(), other.owner(), Instant.ofEpochMilli(other.sinceMillis()));
  }

  private long sinceRenewal() {
    return time.nanos() - renewedNanos.get();
  }

  /** The file that says who holds a cluster. */
  record LockFile(Path path) {
    Optional<LockRecord> read() {
      return Json.read(path, LockRecord.class);
    }

    void write(LockRecord lock) {
      Json.write(path, lock);
    }

    void delete() {
      OwnerOnly.delete(path);
    }
  }
}
