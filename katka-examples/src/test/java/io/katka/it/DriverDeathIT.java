package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ClusterRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed with SIGKILL at any step and started again finishes its job. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DriverDeathIT {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(directory);
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    home.close();
  }

  @Test
  void atEveryStepOfAScaleOutAndOfARollUnderTraffic() throws Exception {
    home.kafka().replicas(3).version("4.3.1").detached().apply();
    fill();
    try (Traffic traffic = Traffic.over(home)) {
      Set<String> scaleOut = names(home.kafka().replicas(4));
      assertThat(scaleOut).contains("start-brokers", "balance");
      assertThat(Deaths.atEachStep(this::driver, "replicas=4", "throttle=2000000"))
          .containsAll(scaleOut);
      assertThat(home.starts()).isEqualTo(Map.of(1, 1L, 2, 1L, 3, 1L, 4, 1L));
      assertThatNothingIsLeftOver();

      Set<String> roll = names(home.kafka().version("4.4.0"));
      assertThat(roll).contains("gate", "restart", "restore-leaders");
      assertThat(Deaths.atEachStep(this::driver, "version=4.4.0")).containsAll(roll);
      assertThat(home.starts()).isEqualTo(Map.of(1, 2L, 2, 2L, 3, 2L, 4, 2L));
      assertThatNothingIsLeftOver();

      traffic.assertNothingLost();
    }
    assertThat(home.kafka().replicas(4).version("4.4.0").plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().isHealthy()).isTrue();
  }

  private Driver driver(String... line) throws Exception {
    return Driver.start(home, line);
  }

  private static Set<String> names(ClusterRequest request) {
    return request.plan().plan().steps().stream()
        .map(step -> step.name())
        .collect(Collectors.toSet());
  }

  private void fill() throws Exception {
    try (Admin admin = home.admin()) {
      admin.createTopics(Set.of(new NewTopic("orders", 8, (short) 3))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", home.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 800; i++) {
        producer.send(new ProducerRecord<>("orders", i % 8, null, new byte[10_000]));
      }
    }
  }

  private void assertThatNothingIsLeftOver() throws Exception {
    try (Admin admin = home.admin()) {
      assertThat(admin.listPartitionReassignments().reassignments().get()).isEmpty();
      Set<String> topics = admin.listTopics().names().get();
      assertThat(topics).containsExactlyInAnyOrder("orders", "traffic");
      Map<ConfigResource, Config> configs = describe(admin, topics);
      configs.forEach(
          (resource, config) -> assertThat(own(config)).as(resource.toString()).isEmpty());
    }
  }

  private static Map<ConfigResource, Config> describe(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    Map<ConfigResource, Config> all = new HashMap<>();
    Set<ConfigResource> resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .collect(Collectors.toSet());
    for (int broker = 1; broker <= 4; broker++) {
      resources.add(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)));
    }
    all.putAll(admin.describeConfigs(resources).all().get());
    return all;
  }

  /** What was set for that very topic or broker: throttles, cordons. */
  private static Set<String> own(Config config) {
    return config.entries().stream()
        .filter(
            entry ->
                entry.source() == ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG
                    || entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .map(ConfigEntry::name)
        .collect(Collectors.toSet());
  }
}
