package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new cluster gets of which nobody said more. */
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
  void giveThreeReplicasOfWhichTwoMustBeInSyncAndFollowersThatAskAgainSoon(String version)
      throws Exception {
    home.kafka().replicas(3).controllers(1).version(version).detached().apply();

    try (Admin admin = home.admin()) {
      var topic = new NewTopic("orders", Optional.empty(), Optional.empty());
      // The answer itself tells: a broker that is asked afterwards may not know the topic yet.
      CreateTopicsResult created = admin.createTopics(Set.of(topic));

      assertThat(created.replicationFactor("orders").get()).isEqualTo(3);
      assertThat(created.config("orders").get().get("min.insync.replicas").value()).isEqualTo("2");
      var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      Config config = admin.describeConfigs(Set.of(broker)).all().get().get(broker);
      assertThat(config.get("replica.fetch.backoff.ms").value()).isEqualTo("200");
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().isHealthy()).isTrue();
  }
}
