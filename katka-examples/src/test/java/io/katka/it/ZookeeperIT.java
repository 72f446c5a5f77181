package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.Run;
import io.katka.error.InvalidSpecException;
import io.katka.event.KatkaEvent.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of Confluent Platform 5, which is Kafka 2 with a ZooKeeper ensemble. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ZookeeperIT {
  private static final String PROTOCOL = "inter.broker.protocol.version";

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
  @Tag("soak")
  void rollInTwoPhasesWithNothingLostThoughTheirEnsembleStalls() throws Exception {
    home.kafka().replicas(3).version("5.0.0").detached().apply();
    assertThat(home.kafka().health().problems()).isEmpty();
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    Map<Integer, String> old = home.incarnations();
    assertThat(old.keySet()).containsExactly(1, 2, 3, 1001, 1002, 1003);

    try (Traffic traffic = Traffic.over(home);
        Presence presence = Presence.of(home.bootstrap(), 3)) {
      dieAfter("acted roll ensemble member .*/restart");
      dieAfter("acted roll broker .*/restart");
      rollWhileTheEnsembleStalls();
      Map<Integer, String> binaries = home.incarnations();
      old.forEach((id, start) -> assertThat(binaries.get(id)).isNotEqualTo(start));
      assertThat(setting(PROTOCOL)).isEqualTo("2.0-IV1");
      traffic.flows();

      assertThat(home.kafka().finalizeVersion().apply().outcome()).isEqualTo(Outcome.DONE);
      assertThat(setting(PROTOCOL)).isEqualTo("2.1-IV2");
      Map<Integer, String> raised = home.incarnations();
      for (int member : List.of(1001, 1002, 1003)) {
        assertThat(raised.get(member)).isEqualTo(binaries.get(member));
      }
      traffic.flows();
      traffic.assertNothingLost();
      assertThat(presence.mostMissing()).isLessThanOrEqualTo(1);
    }
    assertThat(home.kafka().health().problems()).isEmpty();
    assertThatThrownBy(() -> home.kafka().version("5.0.0").plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("no way back");
  }

  @Test
  @Tag("soak")
  void goBackToTheReleaseBeforeWithNothingLost() throws Exception {
    home.kafka().replicas(3).version("5.0.0").detached().apply();

    try (Traffic traffic = Traffic.over(home);
        Presence presence = Presence.of(home.bootstrap(), 3)) {
      home.kafka().version("5.1.0").apply();
      assertThat(runningReleases()).containsOnly("5.1.0");
      traffic.flows();

      assertThat(home.kafka().rollback().apply().outcome()).isEqualTo(Outcome.DONE);
      assertThat(runningReleases()).containsOnly("5.0.0");
      assertThat(setting(PROTOCOL)).isEqualTo("2.0-IV1");
      traffic.flows();
      traffic.assertNothingLost();
      assertThat(presence.mostMissing()).isLessThanOrEqualTo(1);
    }
    assertThat(home.kafka().health().problems()).isEmpty();
    assertThat(home.kafka().plan().isEmpty()).isTrue();
  }

  private Set<String> runningReleases() {
    return Stream.of(1, 2, 3, 1001, 1002, 1003)
        .map(home::node)
        .peek(node -> assertThat(node.runsItsSpec()).isTrue())
        .map(node -> node.spec().revision().release().version())
        .collect(Collectors.toSet());
  }

  private void dieAfter(String event) throws Exception {
    try (Driver driver = Driver.start(home, "version=5.1.0")) {
      driver.goOnUntilOne(event);
      driver.kill();
    }
  }

  /** While a member stalls nothing more is stopped; the roll goes on when the member does. */
  private void rollWhileTheEnsembleStalls() {
    try (Run run = home.kafka().version("5.1.0").start()) {
      Optional<Duration> wait = run.step();
      while (!run.currentStep().matches("roll broker \\d+/await-registered")) {
        assertThat(wait).as("has not ended before a broker was restarted").isPresent();
        wait.ifPresent(Await::pause);
        wait = run.step();
      }
      home.pause(1002);
      while (wait.isPresent() && !run.blockers().toString().contains("1002")) {
        wait.ifPresent(Await::pause);
        wait = run.step();
      }
      assertThat(run.blockers().toString()).contains("member 1002");
      home.resume(1002);
      for (; wait.isPresent(); wait = run.step()) {
        wait.ifPresent(Await::pause);
      }
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
  }

  @Test
  void growAndShrinkThroughWhatTheirControllerKnows() throws Exception {
    home.kafka().replicas(3).version("5.1.0").apply();
    try (Admin admin = home.admin()) {
      admin.createTopics(Set.of(new NewTopic("orders", 9, (short) 2))).all().get();
    }

    assertThat(home.kafka().replicas(4).apply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(replicasOn(4)).isPositive();

    home.kafka().config("log.retention.ms", 3_600_000).apply();
    assertThat(setting("log.retention.ms")).isEqualTo("3600000");

    assertThat(home.kafka().replicas(3).apply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(replicasOn(4)).isZero();
    assertThat(brokers()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().problems()).isEmpty();
    comeBackAfterTheyWereKilled();
  }

  private void comeBackAfterTheyWereKilled() {
    home.kill(1003);
    home.kill(1);
    assertThat(home.kafka().health().problems().toString()).contains("node=1003", "node=1,");

    assertThat(home.kafka().apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(home.kafka().health().problems()).isEmpty();
    assertThat(home.kafka().status().toString()).contains("leading", "synced");
  }

  private String setting(String key) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin admin = home.admin()) {
      return admin.describeConfigs(Set.of(resource)).all().get().get(resource).get(key).value();
    }
  }

  private Set<Integer> brokers() throws Exception {
    try (Admin admin = home.admin()) {
      return admin.describeCluster().nodes().get().stream()
          .map(Node::id)
          .collect(Collectors.toSet());
    }
  }

  private long replicasOn(int broker) throws Exception {
    try (Admin admin = home.admin()) {
      List<TopicPartitionInfo> partitions =
          admin.describeTopics(Set.of("orders")).allTopicNames().get().get("orders").partitions();
      return partitions.stream()
          .flatMap(partition -> partition.replicas().stream())
          .filter(node -> node.id() == broker)
          .count();
    }
  }
}
