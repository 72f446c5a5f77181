package io.katka.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * All the time there is in Katka: the wall clock to tell people, a monotonic one to measure, and a
 * way to wait. A simulator brings its own.
 */
public interface Time {
  /** The wall clock. */
  Instant now();

  /** A monotonic clock in nanoseconds, for differences only. */
  long nanos();

  /** Waits that long. */
  void sleep(Duration duration) throws InterruptedException;
}
