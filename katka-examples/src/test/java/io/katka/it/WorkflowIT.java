package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.Run;
import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.event.KatkaEvent.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cluster's life under traffic, with dedicated controllers. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WorkflowIT {
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
  void ofOneCluster() throws Exception {
    home.kafka().replicas(4).controllers(1).version("4.3.1").detached().apply();
    String clusterId = clusterId();
    try (Traffic traffic = Traffic.over(home)) {
      theQuorumGrows();
      aBrokerLeavesAndConfigurationChangesWithoutARestart();
      aRollThatWasCancelledIsRolledBack();
      aRollIsFinalized();
      traffic.flows();
      traffic.assertNothingLost();
    }
    comesBackOverItsVolumes(clusterId);
  }

  private void theQuorumGrows() throws Exception {
    home.kafka().controllers(3).apply();

    assertThat(voters()).containsExactlyInAnyOrder(1001, 1002, 1003);
    assertThat(home.kafka().plan().isEmpty()).isTrue();
  }

  private void aBrokerLeavesAndConfigurationChangesWithoutARestart() throws Exception {
    home.kafka().replicas(3).config("log.retention.ms", 3_600_000).apply();

    assertThat(brokers()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(home.starts()).isEqualTo(Map.of(1, 1L, 2, 1L, 3, 1L, 1001, 1L, 1002, 1L, 1003, 1L));
    assertThat(brokerSetting(1, "log.retention.ms")).isEqualTo("3600000");
    assertThat(home.kafka().plan().isEmpty()).isTrue();
  }

  private void aRollThatWasCancelledIsRolledBack() {
    try (Run run = home.kafka().version("4.4.0").start()) {
      Optional<Duration> wait = run.step();
      while (!run.currentStep().matches("roll broker \\d+/await-registered")) {
        assertThat(wait).as("has not ended before a broker was restarted").isPresent();
        wait.ifPresent(Await::pause);
        wait = run.step();
      }
      run.cancel();
      assertThatThrownBy(() -> driveToTheEnd(run)).hasMessageContaining("Cancelled");
    }

    assertThat(home.kafka().rollback().apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(home.kafka().status().toString()).contains("4.3.1").doesNotContain("4.4.0");
    assertThat(home.starts().values()).containsExactlyInAnyOrder(3L, 1L, 1L, 3L, 3L, 3L);
    assertThat(home.kafka().plan().isEmpty()).isTrue();
  }

  private static void driveToTheEnd(Run run) {
    for (Optional<Duration> wait = run.step(); wait.isPresent(); wait = run.step()) {
      wait.ifPresent(Await::pause);
    }
  }

  private void aRollIsFinalized() throws Exception {
    home.kafka().version("4.4.0").config("num.partitions", 6).apply();
    assertThat(home.starts().values()).containsExactlyInAnyOrder(4L, 2L, 2L, 4L, 4L, 4L);
    assertThat(brokerSetting(1, "num.partitions")).isEqualTo("6");
    short before = metadataLevel();

    home.kafka().finalizeVersion().apply();

    assertThat(metadataLevel()).isGreaterThan(before);
    assertThatThrownBy(() -> home.kafka().rollback().plan())
        .isInstanceOf(PreconditionException.class)
        .hasMessageContaining("finalized");
    assertThatThrownBy(() -> home.kafka().version("4.3.1").plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("finalized");
    assertThat(home.kafka().finalizeVersion().plan().isEmpty()).isTrue();
    assertThat(home.kafka().plan().isEmpty()).isTrue();
  }

  private void comesBackOverItsVolumes(String clusterId) throws Exception {
    home.kafka().delete().apply();
    assertThat(home.kafka().status().exists()).isFalse();

    home.kafka().apply();

    assertThat(clusterId()).isEqualTo(clusterId);
    assertThat(home.kafka().health().isHealthy()).isTrue();
    try (Admin admin = home.admin()) {
      assertThat(admin.listTopics().names().get()).contains("traffic");
    }
  }

  private String clusterId() throws Exception {
    try (Admin admin = home.admin()) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private Set<Integer> brokers() throws Exception {
    try (Admin admin = home.admin()) {
      return admin.describeCluster().nodes().get().stream()
          .map(Node::id)
          .collect(Collectors.toSet());
    }
  }

  private Set<Integer> voters() throws Exception {
    try (Admin admin = home.admin()) {
      return admin.describeMetadataQuorum().quorumInfo().get().voters().stream()
          .map(ReplicaState::replicaId)
          .collect(Collectors.toSet());
    }
  }

  private short metadataLevel() throws Exception {
    try (Admin admin = home.admin()) {
      FeatureMetadata features = admin.describeFeatures().featureMetadata().get();
      return features.finalizedFeatures().get("metadata.version").maxVersionLevel();
    }
  }

  private String brokerSetting(int broker, String name) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker));
    try (Admin admin = home.admin()) {
      return admin.describeConfigs(Set.of(resource)).all().get().get(resource).get(name).value();
    }
  }
}
