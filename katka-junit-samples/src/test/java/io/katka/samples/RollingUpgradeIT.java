package io.katka.samples;

import static io.katka.fixture.assertj.KatkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.katka.event.KatkaEvent;
import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.junit.KatkaCluster;
import org.junit.jupiter.api.Test;

class RollingUpgradeIT {
  @Test
  void anUpgradeKeepsEveryPartitionAvailable(
      @KatkaCluster(brokers = 3, version = "4.3.1") KatkaTestCluster kafka) {
    Topic orders = kafka.createTopic("orders", 6);

    var result = kafka.upgrade("4.4.0");

    assertThat(result).isDone().neverBelowMinIsr().lostNothing().restartedEachBrokerOnce();
    assertThat(kafka.leaderOf(orders.name(), 0)).isPositive();
    assertThat(kafka.eventHistory()).last().isInstanceOf(KatkaEvent.RunFinished.class);
  }
}
