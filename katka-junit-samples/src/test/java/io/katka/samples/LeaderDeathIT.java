package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.fixture.Traffic;
import io.katka.junit.Isolation;
import io.katka.junit.KatkaCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Kills the leader of a partition under traffic: nothing acknowledged is lost. */
@KatkaCluster(brokers = 3, isolation = Isolation.METHOD)
class LeaderDeathIT {
  @Test
  void nothingIsLostWhenALeaderDies(KatkaTestCluster kafka, Topic orders) {
    int leader = kafka.leaderOf(orders.name(), 0);

    try (Traffic traffic = Traffic.start(kafka)) {
      kafka.kill(leader);
      kafka.start(leader);
      kafka.awaitHealthy();

      assertThat(traffic.lost()).isZero();
      assertThat(traffic.duplicated()).isZero();
      assertThat(traffic.longestStall()).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void aPausedBrokerIsNotHealthyUntilItGoesOn(KatkaTestCluster kafka) {
    kafka.pause(2);
    assertThat(kafka.status().health().isHealthy()).isFalse();

    kafka.start(2);
    kafka.awaitHealthy();
  }
}
