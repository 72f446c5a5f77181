package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.junit.Isolation;
import io.katka.junit.KatkaCluster;
import org.junit.jupiter.api.Test;

/** A broker that is alive and answers nothing, as one that swaps or waits for its disk. */
@KatkaCluster(brokers = 3, isolation = Isolation.METHOD)
class StuckBrokerIT {
  @Test
  void isNotHealthyUntilItGoesOn(KatkaTestCluster kafka) {
    kafka.pause(2);
    assertThat(kafka.status().health().isHealthy()).isFalse();

    kafka.start(2);
    kafka.awaitHealthy();
  }
}
