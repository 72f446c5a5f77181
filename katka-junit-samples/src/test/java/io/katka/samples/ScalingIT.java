package io.katka.samples;

import static io.katka.fixture.assertj.KatkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.katka.event.KatkaEvent;
import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.fixture.Traffic;
import io.katka.junit.Isolation;
import io.katka.junit.KatkaCluster;
import io.katka.junit.TopicSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Grows a cluster under traffic of the test's own, beside that of the cluster's own proof. */
@KatkaCluster(brokers = 3, isolation = Isolation.CLASS)
class ScalingIT {
  @Test
  void theNewBrokerTakesItsShare(KatkaTestCluster kafka, @TopicSpec(partitions = 8) Topic orders) {
    var before = kafka.eventHistory().size();
    try (Traffic traffic = Traffic.start(kafka)) {
      var result = kafka.scale(4);

      assertThat(result).lostNothing().neverBelowMinIsr();
      assertThat(traffic.lost()).isZero();
      assertThat(traffic.duplicated()).isZero();
      assertThat(traffic.longestStall()).isPositive().isLessThan(Duration.ofMinutes(1));
    }
    assertThat(kafka.brokers()).hasSize(4);
    assertThat(kafka.eventHistory())
        .hasSizeGreaterThan(before)
        .hasAtLeastOneElementOfType(KatkaEvent.DataMoved.class);
  }
}
