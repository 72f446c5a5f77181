package io.katka.internal;

import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** The time of this machine: the one place where Katka sleeps or reads a clock. */
public enum SystemTime implements Time {
  /** The only one. */
  INSTANCE;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(Math.max(0, duration.toMillis()));
  }
}
