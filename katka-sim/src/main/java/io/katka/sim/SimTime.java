package io.katka.sim;

import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** The time of a world: it passes only while somebody sleeps or waits for a call's answer. */
final class SimTime implements Time {
  private static final long BEGIN_NANOS = 1_000_000_000L;
  private static final long EPOCH_MILLIS = 1_767_225_600_000L;

  private final EventQueue events;
  private long wallOffset;

  SimTime(EventQueue events) {
    this.events = events;
  }

  /** Sets the wall clock ahead or back; the monotonic clock does not notice. */
  void jump(long millis) {
    wallOffset += millis;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(EPOCH_MILLIS + events.now() + wallOffset);
  }

  @Override
  public long nanos() {
    return BEGIN_NANOS + events.now() * 1_000_000;
  }

  @Override
  public void sleep(Duration duration) {
    events.runUntil(events.now() + Math.max(1, duration.toMillis()));
  }
}
