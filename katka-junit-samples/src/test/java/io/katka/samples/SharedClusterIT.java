package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.junit.BootstrapServers;
import io.katka.junit.KatkaCluster;
import io.katka.junit.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@KatkaCluster(brokers = 3)
class SharedClusterIT {
  @Test
  void aRecordComesThrough(
      Topic orders, Producer<String, Long> producer, Consumer<String, Long> consumer)
      throws Exception {
    producer.send(new ProducerRecord<>(orders.name(), "key", 42L)).get();

    consumer.subscribe(List.of(orders.name()));
    var records = consumer.poll(Duration.ofSeconds(30));

    assertThat(records).singleElement().satisfies(r -> assertThat(r.value()).isEqualTo(42L));
  }

  @Test
  void aTopicIsAsItWasAskedFor(@TopicSpec(partitions = 6) Topic orders, Admin admin)
      throws Exception {
    var described = admin.describeTopics(Set.of(orders.name())).allTopicNames().get();

    assertThat(described.get(orders.name()).partitions())
        .hasSize(6)
        .allMatch(partition -> partition.replicas().size() == 3);
  }

  @Test
  void theClusterTellsOfItself(KatkaTestCluster kafka, @BootstrapServers String bootstrap) {
    assertThat(bootstrap.split(",")).hasSize(3);
    assertThat(kafka.status().health().isHealthy()).isTrue();
    assertThat(kafka.plan().isEmpty()).isTrue();
  }
}
