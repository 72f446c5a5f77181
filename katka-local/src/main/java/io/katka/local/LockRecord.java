package io.katka.local;

/**
 * Who holds a cluster.
 *
 * @param owner as others see it
 * @param token tells this hold from all others
 * @param pid the owner's process
 * @param pidStartMillis when that process was started, as its system tells
 * @param sinceMillis since when it is held
 * @param renewedAtMillis when it was renewed last
 * @param leaseMillis how long it lasts without renewal
 */
record LockRecord(
    String owner,
    String token,
    long pid,
    long pidStartMillis,
    long sinceMillis,
    long renewedAtMillis,
    long leaseMillis) {

  LockRecord renewed(long nowMillis) {
    return new LockRecord(owner, token, pid, pidStartMillis, sinceMillis, nowMillis, leaseMillis);
  }

  /** Whether its owner may still act: its process lives and the lease is not over. */
  boolean stands(long nowMillis) {
    return ProcessIdentity.isAlive(pid, pidStartMillis)
        && nowMillis - renewedAtMillis <= leaseMillis;
  }
}
