package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ApplyResult;
import io.katka.ClusterRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One broker and one member of every line of releases with ZooKeeper: what comes up and works. */
@Tag("soak")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ZookeeperReleasesIT {
  @TempDir Path directory;
  private Home home;

  @AfterEach
  void leaveNothingBehind() throws Exception {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.0.1", "2.1.1", "2.2.2", "2.3.1", "2.4.1", "2.5.1", "2.6.3", "2.7.2", "2.8.2", "3.0.2",
        "3.1.2", "3.2.3", "3.3.2", "3.4.1", "3.5.2", "3.6.2", "3.7.2", "3.8.1", "3.9.2"
      })
  void comeUpTakeRecordsAndConfiguration(String version) throws Exception {
    home = new Home(directory);
    ClusterRequest request = home.kafka().replicas(1).version(version).zookeeper(1);
    request.upgrade(u -> u.allowQuorumLoss()).apply();
    try (Admin admin = home.admin()) {
      admin.createTopics(Set.of(new NewTopic("orders", 3, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", home.bootstrap(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      assertThat(producer.send(new ProducerRecord<>("orders", 0, "", "one")).get().offset())
          .isZero();
    }
    ApplyResult changed =
        home.kafka().config("log.retention.ms", 3_600_000).prove(p -> p.rate(50)).apply();

    assertThat(changed.proof()).get().matches(proof -> proof.acknowledged() > 0 && proof.clean());
    assertThat(home.kafka().health().problems()).isEmpty();
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    home.kafka().deleteWithVolumes().apply();
  }
}
