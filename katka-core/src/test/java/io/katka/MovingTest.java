package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.ApplyCancelledException;
import io.katka.error.ClusterLockedException;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.DataMoved;
import io.katka.event.Movement;
import io.katka.state.PartitionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How replicas are moved, over a small world in memory. */
class MovingTest extends Stories {
  private static final String LEADERS = "leader.replication.throttled.replicas";
  private static final String FOLLOWERS = "follower.replication.throttled.replicas";
  private static final String RATE = "leader.replication.throttled.rate";
  private static final long MIB = 1 << 20;

  private final List<KatkaEvent> events = new ArrayList<>();

  @BeforeEach
  void fourBrokersOfWhichOneIsEmpty() {
    provision(3, "4.4.0");
    world.kafka().topic("orders", 40, 3);
    kafka().replicas(4).without("balance").apply();
    world.kafka().load("orders", 20 * MIB, 0, 3_000);
  }

  private ClusterOperation rebalance(long throttle) {
    return kafka().listener(events::add).balance(b -> b.throttle(throttle)).rebalance();
  }

  /** Drives a run until replicas are on their way. */
  private void untilMoving(Run run, long atLeast) {
    while (world.kafka().moving() < atLeast) {
      run.step().ifPresent(world.time::sleep);
    }
  }

  /** The driver is held up until its lease is over and another has the lock. */
  private void lockIsLost() {
    world.driverDies();
    world.time.sleep(Duration.ofMinutes(5));
  }

  private void drive(Run run) {
    for (Optional<Duration> wait = run.step(); wait.isPresent(); wait = run.step()) {
      wait.ifPresent(world.time::sleep);
    }
  }

  private Map<Integer, List<Integer>> placement() {
    var placement = new TreeMap<Integer, List<Integer>>();
    for (int p = 0; p < 40; p++) {
      placement.put(p, world.kafka().replicas("orders", p));
    }
    return placement;
  }

  @Nested
  class Throttles {
    @Test
    void listTheMovesUnderWayAndNoOthers() {
      Set<String> listed = new TreeSet<>();
      world.kafka().stagger("orders");
      Run run = rebalance(10 * MIB).start();
      untilMoving(run, 1);
      while (world.kafka().moving() > 0) {
        Map<String, String> config = world.kafka().topicConfig.get("orders");
        Set<String> followers = Set.of(config.get(FOLLOWERS).split(","));
        assertThat(followers).allMatch(entry -> entry.endsWith(":4"));
        assertThat(config.get(LEADERS)).contains(":1", ":2", ":3").doesNotContain(":4");
        assertThat(followers).hasSize((int) world.kafka().moving());
        assertThat(world.kafka().brokerConfig.get(4)).containsEntry(RATE, "" + 10 * MIB);
        listed.addAll(followers);
        run.step().ifPresent(world.time::sleep);
      }
      drive(run);

      assertThat(listed).hasSize(30);
      assertThat(world.kafka().topicConfig.get("orders")).isEmpty();
      assertThat(world.kafka().brokerConfig).isEmpty();
    }

    @Test
    void areRefusedBelowWhatIsWritten() {
      world.kafka().load("orders", 20 * MIB, 2 * MIB, 3_000);

      assertThatThrownBy(() -> rebalance(MIB).apply())
          .hasMessageContaining("is written at")
          .hasMessageContaining("Set a throttle above");
      assertThat(world.kafka().requests).isEmpty();
      assertThat(world.kafka().brokerConfig).isEmpty();
    }

    @Test
    void followWhatIsWrittenUnlessAskedFor() {
      world.kafka().load("orders", 20 * MIB, 2 * MIB, 3_000);
      Run run = kafka().rebalance().start();
      untilMoving(run, 1);

      assertThat(Long.parseLong(world.kafka().brokerConfig.get(1).get(RATE)))
          .isBetween(155 * MIB, 165 * MIB);
      world.kafka().load("orders", 20 * MIB, 6 * MIB, 30_000);
      while (Long.parseLong(world.kafka().brokerConfig.get(1).get(RATE)) < 400 * MIB) {
        run.step().ifPresent(world.time::sleep);
      }
      world.kafka().load("orders", 20 * MIB, 0, 1_000);
      drive(run);
      assertThat(world.kafka().brokerConfig).isEmpty();
    }

    @Test
    void areSetOnNoBrokerOnceTheLockIsLost() {
      world.kafka().onAlterBroker = broker -> lockIsLost();

      assertThatThrownBy(() -> rebalance(10 * MIB).apply())
          .isInstanceOf(ClusterLockedException.class);

      assertThat(world.kafka().brokerConfig).hasSize(1);
    }

    @Test
    void areTakenOffNoBrokerOnceTheLockIsLost() {
      Run run = rebalance(10 * MIB).start();
      untilMoving(run, 1);
      int throttled = world.kafka().brokerConfig.size();
      world.kafka().onAlterBroker = broker -> lockIsLost();

      assertThatThrownBy(() -> drive(run)).isInstanceOf(ClusterLockedException.class);

      assertThat(world.kafka().brokerConfig).hasSize(throttled - 1);
    }

    @Test
    void areLeftOutWhereThereIsNothingToCopy() {
      world.kafka().load("orders", 0, 0, 100);

      rebalance(10 * MIB).apply();

      assertThat(world.kafka().topicConfig).isEmpty();
    }
  }

  @Nested
  class Guards {
    @Test
    void pauseAndHalveWhenAPartitionFallsBelowItsMinIsr() {
      world.kafka().defaultConfig.put("min.insync.replicas", "3");
      Run run = rebalance(10 * MIB).start();
      untilMoving(run, 8);
      int before = world.kafka().requests.size();
      world.crash(2);
      for (int i = 0; i < 50; i++) {
        run.step().ifPresent(world.time::sleep);
      }
      assertThat(run.blockers().toString()).contains("UnderReplicated");
      assertThat(world.kafka().requests).hasSize(before);

      world.start(2);
      drive(run);
      assertThat(world.kafka().replicasOn(4)).isEqualTo(30);
      assertThat(largestRequest(before)).isLessThanOrEqualTo(4);
    }

    private int largestRequest(int from) {
      List<Map<PartitionRef, List<Integer>>> later =
          world.kafka().requests.subList(from, world.kafka().requests.size());
      return later.stream().mapToInt(Map::size).max().orElse(0);
    }

    @Test
    void postponeMovesToABrokerThatIsLost() {
      Run run = rebalance(10 * MIB).start();
      untilMoving(run, 8);
      world.crash(4);
      for (int i = 0; i < 100; i++) {
        run.step().ifPresent(world.time::sleep);
      }
      assertThat(run.blockers().toString()).contains("NodeNotReady[node=4");
      world.start(4);
      drive(run);

      assertThat(world.kafka().replicasOn(4)).isEqualTo(30);
    }

    @Test
    void startNothingThatWouldFillADisk() {
      world.kafka().usable.put(4, (1L << 30) + 90 * MIB);
      world.kafka().load("orders", 20 * MIB, 0, 60_000);
      Run run = rebalance(10 * MIB).start();
      untilMoving(run, 4);
      for (int i = 0; i < 5; i++) {
        run.step().ifPresent(world.time::sleep);
      }
      assertThat(world.kafka().moving()).isEqualTo(4);
      assertThat(run.blockers().toString()).contains("DiskWouldFill[node=4");

      world.kafka().usable.clear();
      drive(run);
      assertThat(world.kafka().replicasOn(4)).isEqualTo(30);
    }
  }

  @Nested
  class Cancelling {
    @Test
    void letsNearlyFinishedMovesEndAndTakesTheRestBackInTheirOrder() {
      Map<Integer, List<Integer>> before = placement();
      world.kafka().load("orders", 20 * MIB, 0, 60_000);
      Run run = rebalance(10 * MIB).start();
      untilMoving(run, 2);
      long second = world.time.nanos();
      untilMoving(run, 8);
      world.time.sleep(Duration.ofNanos(second + 54_300_000_000L - world.time.nanos()));
      run.cancel();

      assertThatThrownBy(() -> drive(run)).isInstanceOf(ApplyCancelledException.class);

      assertThat(world.kafka().moving()).isZero();
      Map<Integer, List<Integer>> after = placement();
      var moved = new HashSet<Integer>();
      after.forEach(
          (p, replicas) -> {
            if (replicas.contains(4)) {
              moved.add(p);
            } else {
              assertThat(replicas).isEqualTo(before.get(p));
            }
          });
      assertThat(moved).hasSize(2);
      assertThat(world.kafka().brokerConfig).isEmpty();
      assertThat(world.kafka().topicConfig.get("orders")).isEmpty();
      rebalance(0).apply();
      assertThat(world.kafka().replicasOn(4)).isEqualTo(30);
    }
  }

  @Nested
  class Resuming {
    @Test
    void goesOnWithTheMovesOfADriverThatDied() {
      Run run = rebalance(10 * MIB).start();
      untilMoving(run, 8);
      world.driverDies();
      int before = world.kafka().requests.size();

      kafka().apply();

      assertThat(world.kafka().replicasOn(4)).isEqualTo(30);
      assertThat(world.kafka().brokerConfig).isEmpty();
      assertThat(world.kafka().topicConfig.get("orders")).isEmpty();
      Set<PartitionRef> again = new HashSet<>(moved(0, before));
      again.retainAll(moved(before, world.kafka().requests.size()));
      assertThat(again).isEmpty();
    }

    @Test
    void canStillTakeBackWhatADriverThatDiedHadStarted() {
      world.kafka().load("orders", 20 * MIB, 0, 600_000);
      Map<Integer, List<Integer>> before = placement();
      Run dying = rebalance(10 * MIB).start();
      untilMoving(dying, 8);
      world.driverDies();
      int asked = world.kafka().requests.size();

      Run next = rebalance(10 * MIB).start();
      while (world.kafka().requests.size() == asked
          && !next.blockers().toString().contains("move")) {
        next.step().ifPresent(world.time::sleep);
      }
      next.cancel();
      assertThatThrownBy(() -> drive(next)).isInstanceOf(ApplyCancelledException.class);

      assertThat(placement()).isEqualTo(before);
      assertThat(world.kafka().brokerConfig).isEmpty();
    }

    private Set<PartitionRef> moved(int from, int to) {
      var moved = new HashSet<PartitionRef>();
      for (Map<PartitionRef, List<Integer>> request : world.kafka().requests.subList(from, to)) {
        request.forEach(
            (ref, replicas) -> moved.addAll(replicas.contains(4) ? Set.of(ref) : Set.of()));
      }
      return moved;
    }
  }

  @Nested
  class Telling {
    @Test
    void saysHowFarTheBytesHaveComeAndWhenTheyWillBeThere() {
      ApplyResult result = rebalance(10 * MIB).apply();

      List<Movement> told =
          events.stream()
              .filter(DataMoved.class::isInstance)
              .map(e -> ((DataMoved) e).movement())
              .toList();
      assertThat(told).hasSizeGreaterThan(5);
      assertThat(told).extracting(Movement::bytesDone).isSorted();
      Movement last = result.movements().get("rebalance/balance");
      assertThat(last.bytesDone()).isEqualTo(last.bytes()).isEqualTo(30 * 20 * MIB);
      assertThat(last.boundMillis()).isEqualTo(60_000);
      assertThat(last.etaMillis()).isZero();
      assertThat(result.toString()).contains("30 of 30 moves").contains("at least 60.0 s");
      assertThat(result.plan().impact().boundMillis()).isEqualTo(60_000);
    }
  }

  @Nested
  class Leaders {
    @Test
    void areMovedAPortionAtATime() {
      world.kafka().topic("events", 900, 3);
      world.kafka().lay("events", 1, 2, 3, 4);

      rebalance(0).apply();

      List<Map<PartitionRef, List<Integer>>> orders =
          world.kafka().requests.stream().filter(MovingTest::isOfEvents).toList();
      assertThat(orders).hasSizeGreaterThan(3).allMatch(request -> request.size() <= 200);
      assertThat(leaders()).isEqualTo(Map.of(1, 235L, 2, 235L, 3, 235L, 4, 235L));
      assertThat(kafka().rebalance().plan().isEmpty()).isTrue();
    }
  }

  private Map<Integer, Long> leaders() {
    var leaders = new TreeMap<Integer, Long>();
    for (int p = 0; p < 900; p++) {
      leaders.merge(world.kafka().leader("events", p), 1L, Long::sum);
    }
    for (int p = 0; p < 40; p++) {
      leaders.merge(world.kafka().leader("orders", p), 1L, Long::sum);
    }
    return leaders;
  }

  private static boolean isOfEvents(Map<PartitionRef, List<Integer>> request) {
    return request.keySet().stream().anyMatch(ref -> ref.topic().equals("events"));
  }

  @Nested
  class Draining {
    @Test
    void takesAlongWhatCameOntoTheBrokerMeanwhile() {
      rebalance(0).apply();
      long before = world.kafka().replicasOn(4);
      Run run = kafka().replicas(3).start();
      untilMoving(run, 1);
      world.kafka().topic("late", 4, 3);

      drive(run);

      assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
      Movement moved = run.completion().join().movements().get("drain brokers [4]/drain");
      assertThat((long) moved.moves()).isEqualTo(moved.movesDone()).isGreaterThan(before);
      assertThat(moved.bytesDone()).isEqualTo(moved.bytes()).isGreaterThan(before * 20 * MIB);
    }
  }
}
