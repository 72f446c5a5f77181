package io.katka.internal.engine;

import java.time.Duration;

/**
 * How long a waiting step waits for its next look: little at first, as an election takes moments,
 * then twice as long each time, as the start of a broker takes seconds.
 */
final class Pace {
  private static final Duration FIRST = Duration.ofMillis(50);

  private Duration next = FIRST;

  /** The wait before the next look, at most {@code longest}. */
  Duration next(Duration longest) {
    Duration wait = next.compareTo(longest) < 0 ? next : longest;
    next = wait.multipliedBy(2);
    return wait;
  }

  /** Something new is waited for. */
  void reset() {
    next = FIRST;
  }
}
