package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.katka.fixture.KatkaTestCluster;
import io.katka.junit.Isolation;
import io.katka.junit.KatkaCluster;
import io.katka.junit.WithSerializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What comes before what: clients close before their cluster, the next cluster starts early. */
class OrderIT {
  private static final List<String> HAPPENED = new CopyOnWriteArrayList<>();

  private FixtureProperty backend;

  @BeforeEach
  void chooseBackend() {
    backend = new FixtureProperty("jvm");
    HAPPENED.clear();
  }

  @AfterEach
  void forgetBackend() {
    backend.close();
  }

  private static void run(Class<?> type, int tests) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .execute()
        .testEvents()
        .assertStatistics(events -> events.succeeded(tests));
  }

  @Test
  void clientsAreClosedWhileTheirClusterStillServes() {
    run(Closing.class, 1);

    assertThat(HAPPENED).containsExactly("test", "client closed, broker there: true");
  }

  @KatkaCluster(isolation = Isolation.METHOD)
  static class Closing {
    @Test
    void remembersItsBroker(
        @WithSerializer(value = Telling.class) Producer<String, String> producer,
        KatkaTestCluster kafka) {
      Telling.port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
      HAPPENED.add("test");
    }
  }

  static final class Telling extends StringSerializer {
    private static int port;

    @Override
    public void close() {
      HAPPENED.add("client closed, broker there: " + Sockets.isListening(port));
    }
  }

  @Test
  void theNextTestsClusterStartsWhileOneRuns() {
    run(Spared.class, 2);

    assertThat(HAPPENED).hasSize(2).doesNotHaveDuplicates();
  }

  @KatkaCluster(isolation = Isolation.METHOD)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Spared {
    @Test
    @Order(1)
    void waitsForTheNextOnesCluster(KatkaTestCluster kafka) {
      Path files = files(kafka);
      HAPPENED.add(files.toString());
      Eventually.holds(
          () -> Files.exists(files.resolveSibling("kafka-2")),
          () -> "no second cluster beside " + files);
    }

    @Test
    @Order(2)
    void hasIt(KatkaTestCluster kafka) {
      HAPPENED.add(files(kafka).toString());
    }
  }

  private static Path files(KatkaTestCluster kafka) {
    String location = kafka.status().location();
    return Path.of(location.substring(location.indexOf(" files in ") + 10));
  }
}
