package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A topic of which nobody said how durable it is to be is durable. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DefaultsIT {
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

  @ParameterizedTest
  @ValueSource(strings = {"3.9.2", "4.0.2", "4.4.0"})
  void giveThreeReplicasOfWhichTwoMustBeInSync(String version) throws Exception {
    home.kafka().replicas(3).controllers(1).version(version).detached().apply();

    try (Admin admin = home.admin()) {
      var topic = new NewTopic("orders", Optional.empty(), Optional.empty());
      admin.createTopics(Set.of(topic)).all().get();

      TopicDescription orders =
          admin.describeTopics(List.of("orders")).allTopicNames().get().get("orders");
      assertThat(orders.partitions()).allMatch(partition -> partition.replicas().size() == 3);
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
      Config config = admin.describeConfigs(Set.of(resource)).all().get().get(resource);
      assertThat(config.get("min.insync.replicas").value()).isEqualTo("2");
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().isHealthy()).isTrue();
  }
}
