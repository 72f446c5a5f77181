package io.katka.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spi.ProofSpec;
import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SenderTest {
  @Test
  void as_many_records_are_due_as_the_rate_says_however_long_it_runs() {
    assertThat(Sender.due(Duration.ofMillis(10).toNanos(), 500)).isEqualTo(5);
    assertThat(Sender.due(Duration.ofDays(30).toNanos(), 100_000))
        .isEqualTo(30L * 24 * 3_600 * 100_000);
  }

  @Test
  void a_record_to_each_partition_is_acknowledged_before_the_rest_is_sent_and_stalls_count()
      throws InterruptedException {
    var time = new StandingTime();
    var producer =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    var ledger = new Ledger();
    var sender = new Sender(producer, "proof", ProofSpec.DEFAULT.rate(100), ledger, 3, time);

    sender.turn();
    time.nanos += Duration.ofSeconds(1).toNanos();
    sender.turn();
    assertThat(ledger.sent()).isEqualTo(3);
    while (producer.completeNext()) {}
    assertThat(ledger.longestStallMillis()).isZero();

    sender.pace();
    time.nanos += Duration.ofMillis(50).toNanos();
    sender.turn();
    assertThat(ledger.sent()).isEqualTo(8);
    time.nanos += Duration.ofMillis(70).toNanos();
    while (producer.completeNext()) {}
    assertThat(ledger.longestStallMillis()).isEqualTo(70);
  }

  /** A time that passes when it is told to. */
  private static final class StandingTime implements Time {
    private long nanos;

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void sleep(Duration duration) {}
  }
}
