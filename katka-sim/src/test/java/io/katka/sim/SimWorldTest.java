package io.katka.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.ApplyResult;
import io.katka.Katka;
import io.katka.error.InvalidSpecException;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.spi.Connection;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Configs;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.Platform;
import io.katka.spi.Purpose;
import io.katka.state.NodePhase;
import io.katka.state.PartitionRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A world, and what Katka does in it while nothing, or one thing, goes wrong. */
class SimWorldTest {
  private final SimWorld world = SimWorld.of(42);
  private final Katka katka = world.katka();

  private void provision(int brokers, String version) {
    katka.manage("kafka").replicas(brokers).version(version).apply();
  }

  @Test
  void aClusterIsRolledWithoutAPartitionBelowItsMinIsr() {
    provision(5, "4.3.1");
    world.createTopic("orders", 60, 3);

    assertThat(katka.manage("kafka").version("4.4.0").apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(world.violations()).isEmpty();
    assertThat(world.survey().starts().values()).containsOnly(2);
    assertThat(world.survey().acknowledgedBytes()).isPositive();
    assertThat(world.survey().leftovers()).isEmpty();
  }

  @Test
  void aClusterGrowsAndShrinks() {
    provision(3, "4.4.0");
    world.createTopic("orders", 30, 3);

    katka.manage("kafka").replicas(5).apply();
    assertThat(world.survey().serving()).containsExactly(1, 2, 3, 4, 5);
    katka.manage("kafka").replicas(3).apply();

    assertThat(world.survey().nodes()).containsExactly(1, 2, 3);
    assertThat(world.violations()).isEmpty();
    assertThat(world.survey().leftovers()).isEmpty();
  }

  @Test
  void brokersThatShareNoPartitionAreRolledTogether() {
    world.maxUnavailable(4);
    katka.manage("kafka").replicas(12).controllers(3).version("4.3.1").apply();
    world.createTopic("orders", 24, 3);
    world.runFor(Duration.ofSeconds(10));
    long oneByOne = 12;

    ApplyResult result =
        katka.manage("kafka").version("4.4.0").upgrade(u -> u.maxUnavailable(4)).apply();

    assertThat(world.violations()).isEmpty();
    assertThat(world.survey().starts().values()).containsOnly(2);
    assertThat(result.plan().phases().stream().filter(p -> p.name().startsWith("roll broker")))
        .hasSizeLessThan((int) oneByOne);
    assertThat(result.plan().phases()).anyMatch(p -> p.name().startsWith("roll brokers ["));
  }

  @Test
  void aBrokerThatIsKilledLeavesTheInSyncSetAndComesBack() {
    provision(3, "4.4.0");
    world.createTopic("orders", 3, 3);

    world.faults().inject(FaultKind.NODE_KILLED, 2, Duration.ZERO);
    world.runFor(Duration.ofSeconds(5));
    assertThat(world.inSync("orders", 0)).contains(2);
    world.runFor(Duration.ofSeconds(6));
    assertThat(world.inSync("orders", 0)).containsExactlyInAnyOrder(1, 3);
    assertThat(world.leader("orders", 1)).isNotEqualTo(2);
    katka.manage("kafka").apply();

    assertThat(world.inSync("orders", 0)).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void aDeadDriverDoesNothingMoreAndItsLockRunsOut() {
    provision(3, "4.4.0");
    SimDriver driver = world.driver();
    var run = driver.settings().build().manage("kafka").config("num.partitions", 5).start();
    driver.die();

    assertThatThrownBy(run::step).isInstanceOf(DriverDeath.class);
    world.runFor(Duration.ofSeconds(16));
    assertThat(katka.manage("kafka").config("num.partitions", 5).apply().outcome())
        .isEqualTo(Outcome.DONE);
  }

  @Test
  void aSoakLastsAsLongAsAskedForThoughTheWallClockJumps() {
    provision(3, "4.3.1");
    world.createTopic("orders", 6, 3);
    Duration soak = Duration.ofMinutes(2);
    Duration without = katka.manage("kafka").version("4.4.0").apply().duration();
    katka.manage("kafka").rollback().apply();
    world.after(
        Duration.ofSeconds(45),
        () -> world.faults().inject(FaultKind.CLOCK_FORWARD, 0, Duration.ZERO));

    ApplyResult result =
        katka.manage("kafka").version("4.4.0").upgrade(u -> u.canary(soak)).apply();

    assertThat(result.duration()).isBetween(soak, soak.plus(without.multipliedBy(2)));
  }

  @Test
  void theSameSeedTakesTheSameTime() {
    var again = SimWorld.of(42);
    provision(3, "4.4.0");
    again.katka().manage("kafka").replicas(3).version("4.4.0").apply();

    assertThat(again.millis()).isEqualTo(world.millis());
  }

  @Test
  void refusesAnEnsembleOfZooKeeperWhichItDoesNotSimulate() {
    assertThatThrownBy(() -> katka.manage("kafka").version("5.1.0").plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("simulator knows no ZooKeeper");
  }

  @Test
  void consumersReadOnWhereProducersFindTooFewInSync() {
    katka.manage("kafka").replicas(3).controllers(3).version("4.4.0").apply();
    world.createTopic("orders", 3, 3);
    world.runFor(Duration.ofSeconds(5));
    assertThat(world.survey().unreadableMillis()).isZero();

    world.faults().inject(FaultKind.NODE_KILLED, 2, Duration.ZERO);
    world.faults().inject(FaultKind.NODE_KILLED, 3, Duration.ZERO);
    world.runFor(Duration.ofSeconds(30));
    long unread = world.survey().unreadableMillis();
    long unwritten = world.survey().unavailableMillis();
    world.runFor(Duration.ofSeconds(60));

    assertThat(unread).isPositive();
    assertThat(world.survey().unreadableMillis()).isEqualTo(unread);
    assertThat(world.survey().unavailableMillis()).isGreaterThan(unwritten);
    assertThat(world.violations()).isEmpty();
  }

  @Test
  void aBrokerWhoseVolumeIsFullEndsAndComesUpOnceItHoldsMore() {
    provision(3, "4.4.0");
    world.volumeBytes(200_000_000);
    world.createTopic("orders", 3, 3, 1_000_000, 10_000_000);
    world.runFor(Duration.ofSeconds(40));
    assertThat(world.survey().serving()).containsExactly(1, 2, 3);

    world.runFor(Duration.ofSeconds(60));
    assertThat(world.survey().serving()).isEmpty();
    world.volumeBytes(1_000_000_000_000L);
    katka.manage("kafka").apply();

    assertThat(world.survey().serving()).containsExactly(1, 2, 3);
    assertThat(world.violations()).isEmpty();
  }

  @Test
  void noBrokerLeavesWhereTheOthersVolumesWouldFill() {
    provision(4, "4.4.0");
    world.createTopic("orders", 12, 3, 0, 100_000_000);
    world.volumeBytes(1_000_000_000);

    assertThatThrownBy(() -> katka.manage("kafka").replicas(3).apply())
        .hasMessageContaining("disk");

    assertThat(world.survey().serving()).containsExactly(1, 2, 3, 4);
    assertThat(world.violations()).isEmpty();
  }

  @Test
  void aDriverWhoseWatchIsDeadGoesOnSeeingWhatWasThere() {
    provision(3, "4.4.0");
    SimDriver watching = world.driver();
    world.faults().inject(FaultKind.PLATFORM_STALE, 0, Duration.ofSeconds(30));
    assertThat(phase(watching, 2)).isEqualTo(NodePhase.RUNNING);

    world.faults().inject(FaultKind.NODE_KILLED, 2, Duration.ZERO);

    assertThat(phase(watching, 2)).isEqualTo(NodePhase.RUNNING);
    assertThat(phase(world.driver(), 2)).isEqualTo(NodePhase.FAILED);
    world.runFor(Duration.ofSeconds(30));
    assertThat(phase(watching, 2)).isEqualTo(NodePhase.FAILED);
  }

  private static NodePhase phase(SimDriver driver, int node) {
    Platform platform = driver.platform();
    return platform.observe(platform.ref("kafka")).node(node).orElseThrow().phase();
  }

  @Test
  void aRollGoesOnWhereAPersonLowersWhatATopicNeedsInSync() {
    katka.manage("kafka").replicas(4).controllers(3).version("4.3.1").apply();
    world.createTopic("orders", 6, 3);
    world.faults().inject(FaultKind.PERSON_CHANGES_CONFIG, 2, Duration.ZERO);
    world.faults().inject(FaultKind.NODE_KILLED, 2, Duration.ZERO);
    world.faults().inject(FaultKind.NODE_KILLED, 3, Duration.ZERO);
    world.runFor(Duration.ofSeconds(20));
    long unwritten = world.survey().unavailableMillis();
    world.runFor(Duration.ofSeconds(20));
    assertThat(world.survey().unavailableMillis()).isEqualTo(unwritten);

    katka.manage("kafka").version("4.4.0").apply();

    assertThat(world.survey().brokerConfig(2)).containsKey("log.cleaner.threads");
    assertThat(world.survey().leftovers()).isEmpty();
    assertThat(world.violations()).isEmpty();
  }

  @Test
  void whatFollowersInSyncFetchCountsAgainstTheThrottleOfTheirLeader() {
    provision(4, "4.4.0");
    world.createTopic("orders", 1, 3, 4_000_000, 20_000_000);
    var orders = new PartitionRef("orders", 0);
    KafkaGateway kafka = world.driver().gateways().open(connection(), world.time());
    List<Integer> from = kafka.observe(Set.of(Look.PARTITIONS)).partitions().replicaList(0);
    int free = Stream.of(1, 2, 3, 4).filter(b -> !from.contains(b)).findFirst().orElseThrow();
    Configs configs = kafka.configs().orElseThrow();
    configs.alterTopics(
        Map.of(
            "orders",
            Map.of(
                "leader.replication.throttled.replicas",
                "0:1,0:2,0:3,0:4",
                "follower.replication.throttled.replicas",
                "0:" + free)),
        Map.of());
    pace(configs, 11_000_000);
    var to = List.of(from.get(0), from.get(1), free);
    kafka.reassignments().orElseThrow().alter(Map.of(orders, to));

    world.runFor(Duration.ofMinutes(3));
    assertThat(kafka.observe(Set.of(Look.PARTITIONS)).partitions().isReassigning(0)).isTrue();
    pace(configs, 16_000_000);
    world.runFor(Duration.ofMinutes(10));
    assertThat(kafka.observe(Set.of(Look.PARTITIONS)).partitions().replicaList(0)).isEqualTo(to);
  }

  private Connection connection() {
    Platform platform = world.driver().platform();
    return platform.connection(platform.ref("kafka"), Purpose.ADMIN);
  }

  private static void pace(Configs configs, long rate) {
    for (int broker = 1; broker <= 4; broker++) {
      configs.alterBroker(
          broker, Map.of("leader.replication.throttled.rate", "" + rate), List.of());
    }
  }
}
