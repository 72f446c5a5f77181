package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.PreconditionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose data is gone is replaced where others have it, and never formatted silently. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WipedVolumeIT {
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
  void isReplacedFromTheOthersUnlessItMayHaveBeenTheLast() throws Exception {
    home.kafka().replicas(3).controllers(3).version("4.4.0").detached().apply();
    String clusterId = clusterId();
    try (Traffic traffic = Traffic.over(home)) {
      Map<Integer, String> voters = voters();
      home.wipe(1002);
      home.wipe(2);

      home.kafka().apply();

      assertThat(voters()).containsOnlyKeys(1001, 1002, 1003);
      assertThat(voters().get(1002)).isNotEqualTo(voters.get(1002));
      assertThat(home.kafka().health().isHealthy()).isTrue();
      assertThat(home.kafka().plan().isEmpty()).isTrue();
      assertThat(home.starts()).containsEntry(1001, 1L).containsEntry(1, 1L).containsEntry(3, 1L);
      traffic.flows();

      theLastCopyIsNotFormattedAway();

      traffic.assertNothingLost();
    }
    assertThat(clusterId()).isEqualTo(clusterId);
  }

  private void theLastCopyIsNotFormattedAway() throws Exception {
    try (Admin admin = home.admin()) {
      admin.createTopics(Set.of(new NewTopic("single", Map.of(0, List.of(3))))).all().get();
      Await.until(
          () -> "single-0 has no leader",
          () ->
              admin
                      .describeTopics(Set.of("single"))
                      .allTopicNames()
                      .get()
                      .get("single")
                      .partitions()
                      .get(0)
                      .leader()
                      .id()
                  == 3);
    }
    home.wipe(3);

    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> home.kafka().apply())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("node 3")
          .hasMessageContaining("single-0");
      assertThat(home.data(3)).doesNotExist();
    }
  }

  private String clusterId() throws Exception {
    try (Admin admin = home.admin()) {
      return admin.describeCluster().clusterId().get();
    }
  }

  /** The voters' directory ids. */
  private Map<Integer, String> voters() throws Exception {
    try (Admin admin = home.admin()) {
      QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
      return quorum.voters().stream()
          .collect(
              Collectors.toMap(
                  ReplicaState::replicaId, voter -> voter.replicaDirectoryId().toString()));
    }
  }
}
