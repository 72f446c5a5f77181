package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.fixture.Traffic;
import io.katka.junit.KatkaCluster;
import org.junit.jupiter.api.Test;

@KatkaCluster(brokers = 3)
class OrdersIT {
  @Test
  void nothingIsLostWhenALeaderDies(KatkaTestCluster kafka, Topic orders) {
    Traffic traffic = Traffic.start(kafka);
    kafka.kill(kafka.leaderOf(orders.name(), 0));
    assertThat(traffic.lost()).isZero();
  }
}
