package io.katka.samples;

import static io.katka.fixture.assertj.KatkaAssertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.junit.Isolation;
import io.katka.junit.KatkaCluster;
import io.katka.junit.KatkaInject;
import io.katka.junit.TopicSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rolls a cluster to a new version under traffic. */
@KatkaCluster(
    brokers = 3,
    version = "4.3.1",
    config = {"message.max.bytes=2000000", "num.partitions=3"},
    isolation = Isolation.CLASS)
class RollingUpgradeIT {
  @KatkaInject Producer<String, Long> producer;

  @BeforeEach
  void fill(@TopicSpec(partitions = 6) Topic orders) {
    producer.send(new ProducerRecord<>(orders.name(), "key", 1L));
  }

  @Test
  void rollsToANewVersion(KatkaTestCluster kafka) {
    var result = kafka.upgrade("4.4.0");
    assertThat(result).lostNothing().neverBelowMinIsr().restartedEachBrokerOnce();
  }
}
