package io.katka.internal.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What remains, as a wait for progress sees it. */
class HeadwayTest {
  private final Headway headway = new Headway();

  @Test
  void growsWhereMoreIsWrittenThanCopied() {
    long first = headway.remaining(100);

    assertThat(headway.remaining(90)).isEqualTo(first - 10);
    assertThat(headway.remaining(120)).isEqualTo(first + 20);
  }

  @Test
  void isLessAfterSomethingBeganThoughMoreIsToBeCopiedThen() {
    long first = headway.remaining(100);
    headway.begins();

    long second = headway.remaining(5_000);
    assertThat(second).isLessThan(first);
    assertThat(headway.remaining(5_000)).isEqualTo(second);
    assertThat(headway.remaining(4_000)).isEqualTo(second - 1_000);
  }

  @Test
  void isNotMadeLessByABeginningThatNeedsNoHelp() {
    long first = headway.remaining(100);
    headway.begins();

    assertThat(headway.remaining(50)).isEqualTo(first - 50);
  }
}
