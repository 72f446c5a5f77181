package io.katka.kafka;

import java.time.Duration;

/** How long Katka waits for one broker when the others must not wait for it. */
final class Patience {
  /** For the answer on which a decision rests. */
  static final Duration TO_ANSWER = Duration.ofSeconds(3);

  /** For an answer without which there are others. */
  static final Duration TO_TELL_FEATURES = Duration.ofSeconds(1);

  /** For what only that broker knows. */
  static final int OF_ONE_BROKER_MILLIS = 3_000;

  private Patience() {}
}
