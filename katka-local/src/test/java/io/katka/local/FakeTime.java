package io.katka.local;

import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** Time that passes when a test says so. */
final class FakeTime implements Time {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos = 1_000;

  void pass(Duration duration) {
    now = now.plus(duration);
    nanos += duration.toNanos();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    pass(duration);
  }
}
