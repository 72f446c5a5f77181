package io.katka.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration LONGEST = Duration.ofMillis(200);

  private final Pace pace = new Pace();

  @Test
  void waitsTwiceAsLongEachTimeUpToTheLongest() {
    assertThat(pace.next(LONGEST)).hasMillis(50);
    assertThat(pace.next(LONGEST)).hasMillis(100);
    assertThat(pace.next(LONGEST)).hasMillis(200);
    assertThat(pace.next(LONGEST)).hasMillis(200);
  }

  @Test
  void beginsAnewWhenSomethingElseIsWaitedFor() {
    pace.next(LONGEST);
    pace.next(LONGEST);

    pace.reset();

    assertThat(pace.next(LONGEST)).hasMillis(50);
  }

  @Test
  void neverExceedsAShortLongestOne() {
    assertThat(pace.next(Duration.ofMillis(10))).hasMillis(10);
  }
}
