package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.ApplyResult;
import io.katka.Run;
import io.katka.error.ApplyCancelledException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rebalances that are cancelled, that lose their driver, and that empty a broker, under traffic.
 * Somebody's own throttles must come through all of it unchanged.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ExecutionIT {
  private static final int THROTTLE = 2_000_000;
  private static final int MOST_KILLS = 4;
  private static final String RATE = "leader.replication.throttled.rate";
  private static final String LEADERS = "leader.replication.throttled.replicas";
  private static final String FOLLOWERS = "follower.replication.throttled.replicas";

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
  void survivesACancelAndADeadDriver() throws Exception {
    home.kafka().replicas(3).version("4.3.1").detached().apply();
    fill();
    try (Traffic traffic = Traffic.over(home)) {
      home.kafka().replicas(4).without("balance").apply();
      set(ConfigResource.Type.BROKER, "1", RATE, "123456789");
      set(ConfigResource.Type.TOPIC, "orders", LEADERS, "0:1,1:2");

      aCancelledRunTakesBackWhatItHasNotFinished();
      aKilledDriverIsResumed();
      aDrainedBrokerIsCordoned();

      traffic.flows();
      traffic.assertNothingLost();
    }
    assertThat(home.kafka().health().isHealthy()).isTrue();
  }

  private void aCancelledRunTakesBackWhatItHasNotFinished() throws Exception {
    Map<Integer, List<Integer>> before = placement();
    try (Run run = home.kafka().balance(b -> b.throttle(THROTTLE)).rebalance().start()) {
      untilMoving(run);
      assertThat(own(ConfigResource.Type.TOPIC, "orders").get(FOLLOWERS)).contains(":4");
      run.cancel();
      assertThatThrownBy(() -> driveToTheEnd(run)).isInstanceOf(ApplyCancelledException.class);
    }

    assertThat(moving()).isEmpty();
    assertThatThrottlesAreAsTheyWere();
    Map<Integer, List<Integer>> after = placement();
    after.values().removeIf(replicas -> replicas.contains(4));
    assertThat(after)
        .isNotEmpty()
        .allSatisfy((p, list) -> assertThat(list).isEqualTo(before.get(p)));
  }

  /** The throttle is low enough for a move to be seen on its way. */
  private void untilMoving(Run run) throws Exception {
    Optional<Duration> wait = run.step();
    while (moving().isEmpty()) {
      assertThat(wait).as("has not ended before a move was seen").isPresent();
      wait.ifPresent(Await::pause);
      wait = run.step();
    }
  }

  private static void driveToTheEnd(Run run) {
    for (Optional<Duration> wait = run.step(); wait.isPresent(); wait = run.step()) {
      wait.ifPresent(Await::pause);
    }
  }

  private void aKilledDriverIsResumed() throws Exception {
    killWhileMoving();
    assertThat(own(ConfigResource.Type.BROKER, "1")).containsEntry(RATE, "" + THROTTLE);

    try (Driver driver = Driver.start(home, "rebalance=" + THROTTLE)) {
      driver.goOnToTheEnd();
      assertThat(driver.end()).isEqualTo("DONE");
    }

    assertThat(moving()).isEmpty();
    assertThatThrottlesAreAsTheyWere();
    assertThat(home.kafka().rebalance().plan().isEmpty()).isTrue();
  }

  /** A run begins with one move: if that ended in the moment of the kill, the next one is begun. */
  private void killWhileMoving() throws Exception {
    for (int kills = 1; moving().isEmpty(); kills++) {
      assertThat(kills).as("drivers killed between two moves").isLessThanOrEqualTo(MOST_KILLS);
      try (Driver driver = Driver.start(home, "rebalance=" + THROTTLE)) {
        driver.goOnUntilOne("moved [1-9].*");
        driver.kill();
      }
    }
  }

  private void aDrainedBrokerIsCordoned() throws Exception {
    try (Run run = home.kafka().balance(b -> b.throttle(THROTTLE)).replicas(3).start()) {
      untilMoving(run);
      assertThat(own(ConfigResource.Type.BROKER, "4")).containsEntry("cordoned.log.dirs", "*");
      create("late", 6, 3);
      driveToTheEnd(run);
      ApplyResult result = run.completion().get();
      assertThat(result.movements().get("drain brokers [4]/drain").movesDone()).isPositive();
    }
    assertThatThrottlesAreAsTheyWere();
    assertThat(home.incarnations()).containsOnlyKeys(1, 2, 3);
  }

  private void assertThatThrottlesAreAsTheyWere() throws Exception {
    assertThat(own(ConfigResource.Type.BROKER, "1")).isEqualTo(Map.of(RATE, "123456789"));
    assertThat(own(ConfigResource.Type.BROKER, "2")).isEmpty();
    assertThat(own(ConfigResource.Type.BROKER, "3")).isEmpty();
    assertThat(own(ConfigResource.Type.TOPIC, "orders")).isEqualTo(Map.of(LEADERS, "0:1,1:2"));
    assertThat(own(ConfigResource.Type.TOPIC, "traffic")).isEmpty();
  }

  private void fill() throws Exception {
    create("orders", 16, 2);
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", home.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 16 * 500; i++) {
        producer.send(new ProducerRecord<>("orders", i % 16, null, new byte[10_000]));
      }
    }
  }

  private void create(String topic, int partitions, int factor) throws Exception {
    try (Admin admin = home.admin()) {
      admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) factor))).all().get();
    }
  }

  private void set(ConfigResource.Type type, String name, String key, String value)
      throws Exception {
    var op = new AlterConfigOp(new ConfigEntry(key, value), OpType.SET);
    try (Admin admin = home.admin()) {
      admin
          .incrementalAlterConfigs(Map.of(new ConfigResource(type, name), List.of(op)))
          .all()
          .get();
    }
  }

  /** What was set for that very topic or broker. */
  private Map<String, String> own(ConfigResource.Type type, String name) throws Exception {
    var resource = new ConfigResource(type, name);
    var own = new TreeMap<String, String>();
    try (Admin admin = home.admin()) {
      admin.describeConfigs(Set.of(resource)).all().get().get(resource).entries().stream()
          .filter(
              entry ->
                  entry.source() == ConfigSource.DYNAMIC_BROKER_CONFIG
                      || entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
          .forEach(entry -> own.put(entry.name(), entry.value()));
    }
    return own;
  }

  /** The partitions that are being reassigned. */
  private Set<String> moving() throws Exception {
    try (Admin admin = home.admin()) {
      var moving = new HashSet<String>();
      admin.listPartitionReassignments().reassignments().get().keySet().stream()
          .map(Object::toString)
          .forEach(moving::add);
      return moving;
    }
  }

  private Map<Integer, List<Integer>> placement() throws Exception {
    try (Admin admin = home.admin()) {
      TopicDescription description =
          admin.describeTopics(Set.of("orders")).allTopicNames().get().get("orders");
      var placement = new TreeMap<Integer, List<Integer>>();
      description
          .partitions()
          .forEach(p -> placement.put(p.partition(), p.replicas().stream().map(Node::id).toList()));
      return placement;
    }
  }
}
