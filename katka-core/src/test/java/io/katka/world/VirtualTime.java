package io.katka.world;

import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only when somebody sleeps. */
public final class VirtualTime implements Time {
  private long nanos = 1_000_000_000L;

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    nanos += Math.max(1_000_000, duration.toNanos());
  }

  long millis() {
    return nanos / 1_000_000;
  }
}
