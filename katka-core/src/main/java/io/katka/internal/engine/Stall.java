package io.katka.internal.engine;

import java.time.Duration;

/** Knows when a wait has gone too long without coming nearer to its end. */
final class Stall {
  private final long limitNanos;
  private long best = Long.MAX_VALUE;
  private long sinceNanos;

  Stall(Duration limit, long nowNanos) {
    limitNanos = limit.toNanos();
    sinceNanos = nowNanos;
  }

  /** Whether nothing was gained for too long; {@code remaining} is what is left now. */
  boolean isOver(long remaining, long nowNanos) {
    if (remaining < best) {
      best = remaining;
      sinceNanos = nowNanos;
      return false;
    }
    return nowNanos - sinceNanos > limitNanos;
  }

  /** Time in which nothing could be seen does not count. */
  void excuse(long nowNanos) {
    sinceNanos = nowNanos;
  }
}
