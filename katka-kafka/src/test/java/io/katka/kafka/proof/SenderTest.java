package io.katka.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SenderTest {
  @Test
  void as_many_records_are_due_as_the_rate_says_however_long_it_runs() {
    assertThat(Sender.due(Duration.ofMillis(10).toNanos(), 500)).isEqualTo(5);
    assertThat(Sender.due(Duration.ofDays(30).toNanos(), 100_000))
        .isEqualTo(30L * 24 * 3_600 * 100_000);
  }
}
