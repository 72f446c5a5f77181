package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixture as any program may use it; and what it leaves behind, which is nothing. */
@SuppressWarnings("try") // The property is in force while it is open; nobody asks it anything.
class WithoutJUnitIT {
  private static final Path FILES = Path.of("target", "katka-fixture");

  @ParameterizedTest
  @ValueSource(strings = {"process", "jvm"})
  void aClusterComesGoesAndLeavesNothing(String backend) throws Exception {
    Map<Object, Object> properties = new HashMap<>(System.getProperties());
    Set<Path> files = files();
    List<ProcessHandle> processes;
    try (FixtureProperty chosen = new FixtureProperty(backend);
        KatkaTestCluster kafka =
            KatkaTestCluster.start(c -> c.brokers(3).config("message.max.bytes", 2_000_000))) {
      Topic orders = kafka.createTopic("orders", 3);
      assertThat(passesARecord(kafka, orders)).isTrue();

      kafka.stop(3);
      assertThat(passesARecord(kafka, orders)).isTrue();
      kafka.start(3);
      kafka.awaitHealthy();

      kafka.kill(2);
      assertThat(kafka.status().health().isHealthy()).isFalse();
      kafka.start(2);
      kafka.awaitHealthy();
      processes = ProcessHandle.current().children().toList();
      assertThat(processes).hasSize(backend.equals("process") ? 3 : 0);
    }

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(files()).isEqualTo(files);
    assertThat(new HashMap<>(System.getProperties())).isEqualTo(properties);
    Eventually.holds(() -> threads().isEmpty(), () -> "threads left: " + threads());
  }

  private static boolean passesARecord(KatkaTestCluster kafka, Topic topic) throws Exception {
    try (var producer = kafka.producer(new StringSerializer(), new StringSerializer());
        var consumer =
            kafka.consumer("readers", new StringDeserializer(), new StringDeserializer())) {
      producer.send(new ProducerRecord<>(topic.name(), "key", "value")).get();
      consumer.subscribe(List.of(topic.name()));
      return !consumer.poll(Duration.ofSeconds(60)).isEmpty();
    }
  }

  private static Set<Path> files() throws Exception {
    if (!Files.exists(FILES)) {
      return Set.of();
    }
    try (var entries = Files.list(FILES)) {
      return entries.collect(Collectors.toSet());
    }
  }

  /**
   * Threads of brokers and clients; pools of the fixture's own may linger, and end by themselves.
   */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.matches("(?i).*(kafka|raft|controller|broker|data-plane|quorum).*"))
        .toList();
  }

  @Test
  void itsSettingsStandOverTheFixturesWhichStandOverKafkas() throws Exception {
    try (FixtureProperty chosen = new FixtureProperty("jvm");
        KatkaTestCluster kafka =
            KatkaTestCluster.start(
                c ->
                    c.config("message.max.bytes", 2_000_000)
                        .config("group.initial.rebalance.delay.ms", 7))) {
      var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      Config config = kafka.admin().describeConfigs(List.of(broker)).all().get().get(broker);

      assertThat(config.get("message.max.bytes").value()).isEqualTo("2000000");
      assertThat(config.get("group.initial.rebalance.delay.ms").value()).isEqualTo("7");
      assertThat(config.get("offsets.topic.num.partitions").value()).isEqualTo("1");
    }
  }

  @Test
  void aProgramMayRunOne() {
    try (FixtureProperty chosen = new FixtureProperty("jvm")) {
      assertThatCode(() -> PlainMain.main(new String[0])).doesNotThrowAnyException();
    }
  }

  @Test
  void aNodeThatIsNotThereIsNamed() {
    try (FixtureProperty chosen = new FixtureProperty("jvm");
        KatkaTestCluster kafka = KatkaTestCluster.start()) {
      assertThatThrownBy(() -> kafka.kill(7)).hasMessageContaining("has no node 7; it has [1]");
      assertThatThrownBy(() -> kafka.pause(1))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("-Dkatka.fixture=process");
    }
  }
}
