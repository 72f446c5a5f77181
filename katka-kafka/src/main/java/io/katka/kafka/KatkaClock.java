package io.katka.kafka;

import io.katka.spi.Time;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Katka's time as a JDK clock. */
final class KatkaClock extends Clock {
  private final Time time;

  KatkaClock(Time time) {
    this.time = time;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }

  @Override
  public Instant instant() {
    return time.now();
  }
}
