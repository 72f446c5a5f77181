package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.Run;
import io.katka.error.Blocker;
import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.internal.SystemTime;
import io.katka.spi.Ensemble;
import io.katka.state.PartitionRef;
import io.katka.zookeeper.ZooKeeperEnsembleProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with an ensemble, or is done to it by others, in the middle of a run. */
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ZookeeperFaultsIT {
  private static final int LOOKS = 4;

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
  void aRollWaitsForAKilledFollowerAndForTheKilledLeaderAndGoesOn() throws Exception {
    home.kafka().replicas(3).version("5.0.0").detached().apply();
    try (Traffic traffic = Traffic.over(home);
        Presence presence = Presence.of(home.bootstrap(), 3)) {
      rollUntilItWaitsFor(member(id -> id != leader()), traffic);
      rollUntilItWaitsFor(leader(), traffic);

      assertThat(home.kafka().version("5.1.0").apply().outcome()).isEqualTo(Outcome.DONE);

      traffic.flows();
      traffic.assertNothingLost();
      assertThat(presence.mostMissing()).isLessThanOrEqualTo(1);
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().problems()).isEmpty();
  }

  /** Kills a member while a broker is being rolled: no other broker is stopped without it. */
  private void rollUntilItWaitsFor(int member, Traffic traffic) {
    try (Run run = home.kafka().version("5.1.0").start()) {
      goOnUntil(run, "roll broker \\d+/await-registered");
      home.kill(member);
      goOnUntilItWaits(run, blocker -> blocker.describe().contains(Integer.toString(member)));
      Map<Integer, String> before = home.incarnations();
      for (int look = 0; look < LOOKS; look++) {
        goOn(run);
        assertThat(run.blockers()).isNotEmpty();
      }
      assertThat(home.incarnations()).isEqualTo(before);
      traffic.flows();
    }
  }

  private int leader() {
    return home.kafka()
        .status()
        .observed()
        .kafka()
        .flatMap(kafka -> kafka.quorum())
        .orElseThrow()
        .leaderId();
  }

  private static int member(Predicate<Integer> which) {
    return List.of(1001, 1002, 1003).stream().filter(which).findFirst().orElseThrow();
  }

  @Test
  void aBrokerWithoutASessionIsOneThatCannotBeSeenAndIsNeitherStartedNorRolledOver()
      throws Exception {
    home.kafka().replicas(3).version("5.0.0").detached().apply();
    try (Traffic traffic = Traffic.over(home);
        Run run = home.kafka().version("5.1.0").start()) {
      List<Integer> order =
          run.plan().steps().stream()
              .filter(step -> step.name().equals("restart"))
              .map(step -> step.node())
              .toList();
      assertThat(order).hasSize(6);
      goOnUntil(run, "roll broker " + order.get(3) + "/gate");
      int paused = order.get(5);
      home.pause(paused);
      goOnUntilItWaits(
          run,
          blocker ->
              blocker instanceof Blocker.CannotSee
                  && blocker
                      .describe()
                      .contains("node " + paused + ": it runs, but has no session with ZooKeeper"));
      Map<Integer, String> before = home.incarnations();
      for (int look = 0; look < LOOKS; look++) {
        goOn(run);
        assertThat(run.blockers()).isNotEmpty();
      }
      assertThat(home.incarnations()).isEqualTo(before);
      assertThat(home.kafka().health().problems().toString()).contains("no session with ZooKeeper");
      home.resume(paused);
      while (goOn(run)) {
        assertThat(run.progress()).isBetween(0.0, 1.0);
      }
      traffic.flows();
      traffic.assertNothingLost();
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().problems()).isEmpty();
  }

  @Test
  void aReassignmentOfSomebodyElseIsWaitedForAndNeverOverwritten() throws Exception {
    home.kafka().replicas(3).version("5.1.0").detached().apply();
    try (Admin admin = home.admin();
        Ensemble somebody =
            new ZooKeeperEnsembleProvider().open(home.connection(), SystemTime.INSTANCE)) {
      fill(admin);
      Map<PartitionRef, List<Integer>> foreign = moveSlowly(somebody);

      try (Run roll = home.kafka().config("num.partitions", 6).start()) {
        goOnUntilItWaits(roll, Blocker.ForeignReassignment.class::isInstance);
        assertThat(somebody.reassigning()).isEqualTo(foreign);
      }
      try (Run balance = home.kafka().rebalance().start()) {
        goOnUntilItWaits(balance, blocker -> blocker.describe().contains("batch before"));
        assertThat(somebody.reassigning()).isEqualTo(foreign);
        atFullSpeed(somebody);
        while (goOn(balance)) {
          assertThat(balance.progress()).isBetween(0.0, 1.0);
        }
      }
      assertThat(somebody.reassigning()).isEmpty();
      assertThat(home.kafka().rebalance().plan().isEmpty()).isTrue();
    }
    assertThat(home.kafka().apply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(home.kafka().health().problems()).isEmpty();
  }

  /** Two topics that stand on two brokers only; each record is of 20 kB. */
  private void fill(Admin admin) throws Exception {
    var here = Map.of(0, List.of(1, 2), 1, List.of(2, 1), 2, List.of(1, 2), 3, List.of(2, 1));
    Map<String, String> one = Map.of("min.insync.replicas", "1");
    admin
        .createTopics(
            Set.of(
                new NewTopic("audit", Map.of(0, List.of(1, 2))).configs(one),
                new NewTopic("orders", here).configs(one)))
        .all()
        .get();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", home.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 100; i++) {
        producer.send(new ProducerRecord<>("audit", 0, null, new byte[20_000]));
      }
    }
  }

  /** A move of 2 MB at 10 kB a second, as Kafka's own tool of that time begins it. */
  private static Map<PartitionRef, List<Integer>> moveSlowly(Ensemble somebody) {
    for (int broker : List.of(1, 2, 3)) {
      somebody
          .configs()
          .alterBroker(
              broker,
              Map.of(
                  "leader.replication.throttled.rate", "10000",
                  "follower.replication.throttled.rate", "10000"),
              List.of());
    }
    somebody
        .configs()
        .alterTopics(
            Map.of(
                "audit",
                Map.of(
                    "leader.replication.throttled.replicas", "0:1,0:2",
                    "follower.replication.throttled.replicas", "0:3")),
            Map.of());
    Map<PartitionRef, List<Integer>> move = Map.of(new PartitionRef("audit", 0), List.of(1, 3));
    somebody.reassignments().alter(move);
    return move;
  }

  private static void atFullSpeed(Ensemble somebody) {
    List<String> rates =
        List.of("leader.replication.throttled.rate", "follower.replication.throttled.rate");
    List.of(1, 2, 3).forEach(broker -> somebody.configs().alterBroker(broker, Map.of(), rates));
    List<String> lists =
        List.of("leader.replication.throttled.replicas", "follower.replication.throttled.replicas");
    somebody.configs().alterTopics(Map.of(), Map.of("audit", lists));
  }

  private static void goOnUntil(Run run, String step) {
    while (!run.currentStep().matches(step)) {
      assertThat(goOn(run)).as("went on to " + step).isTrue();
    }
  }

  private static void goOnUntilItWaits(Run run, Predicate<Blocker> reason) {
    Await.until(
        () -> run.currentStep() + " waits for " + run.blockers(),
        () -> {
          assertThat(goOn(run)).isTrue();
          return run.blockers().stream().map(BlockedSince::blocker).anyMatch(reason);
        });
  }

  /** One portion of the run and the wait after it; false once it ended. */
  private static boolean goOn(Run run) {
    var wait = run.step();
    wait.ifPresent(Await::pause);
    return wait.isPresent();
  }
}
