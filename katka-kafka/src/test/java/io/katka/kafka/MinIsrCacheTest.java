package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class MinIsrCacheTest {
  private static final Uuid TOPIC = Uuid.randomUuid();
  private final SetTime time = new SetTime();
  private final MinIsrCache cache = new MinIsrCache(time);

  @Test
  void gives_what_was_told_lately() {
    time.nanos = Duration.ofSeconds(1).toNanos();
    cache.keep(TOPIC, 2, cache.moment());

    assertThat(cache.lately(TOPIC)).hasValue(2);
  }

  @Test
  void forgets_after_ten_seconds() {
    cache.keep(TOPIC, 2, cache.moment());
    time.nanos = Duration.ofSeconds(10).toNanos();

    assertThat(cache.lately(TOPIC)).isEmpty();
  }

  @Test
  void does_not_believe_an_answer_to_what_was_asked_before_a_change() {
    long asked = cache.moment();
    time.nanos = 5;
    cache.outdate();
    cache.keep(TOPIC, 2, asked);

    assertThat(cache.lately(TOPIC)).isEmpty();
  }

  @Test
  void keeps_only_topics_that_are_there() {
    cache.keep(TOPIC, 2, cache.moment());
    cache.retain(Set.of());

    assertThat(cache.lately(TOPIC)).isEmpty();
  }

  private static final class SetTime implements Time {
    private long nanos;

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
      nanos += duration.toNanos();
    }
  }
}
