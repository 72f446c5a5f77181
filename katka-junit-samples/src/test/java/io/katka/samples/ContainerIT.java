package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** Containers, where an engine answers; a clear refusal elsewhere. */
@SuppressWarnings("try") // The property is in force while it is open; nobody asks it anything.
class ContainerIT {
  @Test
  void withoutAnEngineTheReasonAndTheOtherBackendsAreTold() {
    assumeTrue(!DockerClientFactory.instance().isDockerAvailable(), "a Docker engine answers");
    try (FixtureProperty chosen = new FixtureProperty("docker")) {
      assertThatThrownBy(KatkaTestCluster::start)
          .hasMessageContaining("no Docker engine answers")
          .hasMessageContaining("process (each node a JVM of its own)");
    }
  }

  @Test
  void threeBrokersInContainersServe() throws Exception {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers");
    try (FixtureProperty chosen = new FixtureProperty("docker");
        KatkaTestCluster kafka = KatkaTestCluster.start(c -> c.brokers(3).version("4.3.1"))) {
      Topic orders = kafka.createTopic("orders", 3);
      kafka.kill(kafka.leaderOf(orders.name(), 0));
      try (var producer = kafka.producer(new StringSerializer(), new StringSerializer());
          var consumer =
              kafka.consumer("readers", new StringDeserializer(), new StringDeserializer())) {
        producer.send(new ProducerRecord<>(orders.name(), "key", "value")).get();
        consumer.subscribe(List.of(orders.name()));
        assertThat(consumer.poll(Duration.ofSeconds(60))).isNotEmpty();
      }
    }
  }
}
