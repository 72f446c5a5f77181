package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.internal.SystemTime;
import io.katka.kafka.AdminKafkaGatewayProvider;
import io.katka.sim.SimDriver;
import io.katka.sim.SimWorld;
import io.katka.spi.KafkaGateway;
import io.katka.spi.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The simulator comes to the states that real brokers come to. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SimulatorConformanceIT {
  private static final int LOOKS = 400;

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
  void stopsKillsMovesAndElectionsLeadToTheSameStates() throws Exception {
    List<String> simulated = simulated();
    assertThat(simulated).hasSizeGreaterThan(12);

    assertThat(real()).containsExactlyElementsOf(simulated);
  }

  private static List<String> simulated() {
    SimWorld world = SimWorld.of(1);
    SimDriver driver = world.driver();
    var first = driver.settings().build().manage("kafka").replicas(3).version("4.4.0").apply();
    assertThat(first.steps()).isNotEmpty();
    world.createTopic("t", 3, 2);
    return new Conformance(
            driver.platform(),
            driver
                .gateways()
                .open(driver.platform().connection(ref(driver), Purpose.ADMIN), world.time()),
            (what, condition) -> await(world, what, condition))
        .run();
  }

  private static io.katka.spec.ClusterRef ref(SimDriver driver) {
    return driver.platform().ref("kafka");
  }

  private static void await(SimWorld world, String what, Callable<Boolean> condition) {
    for (int i = 0; i < LOOKS; i++) {
      if (holds(condition)) {
        return;
      }
      world.runFor(Duration.ofMillis(300));
    }
    throw new AssertionError("not in the simulated time: " + what);
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      return false;
    }
  }

  private List<String> real() throws Exception {
    home.kafka().replicas(3).version("4.4.0").detached().apply();
    Map<Integer, List<Integer>> replicas =
        Map.of(0, List.of(1, 2), 1, List.of(2, 3), 2, List.of(3, 1));
    try (Admin admin = home.admin();
        KafkaGateway gateway =
            new AdminKafkaGatewayProvider().open(home.connection(), SystemTime.INSTANCE)) {
      NewTopic topic = new NewTopic("t", replicas).configs(Map.of("min.insync.replicas", "1"));
      admin.createTopics(List.of(topic)).all().get();
      return new Conformance(
              home.platform(), gateway, (what, condition) -> Await.until(() -> what, condition))
          .run();
    }
  }
}
