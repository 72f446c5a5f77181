package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.state.PartitionRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How partitions are moved that are written so fast that a throttle may not suffice. */
class FastPartitionsTest extends Stories {
  private static final long MIB = 1 << 20;
  private static final PartitionRef ORDERS = new PartitionRef("orders", 0);

  @BeforeEach
  void sixBrokersOfWhichThreeHoldATopic() {
    provision(6, "4.4.0");
    world.kafka().topic("orders", 1, 3);
    world.kafka().lay("orders", 4, 5, 6);
  }

  private ClusterOperation drain(long throttle) {
    return kafka().replicas(3).balance(b -> b.throttle(throttle));
  }

  /** The replica lists that were asked for, one after the other. */
  private List<List<Integer>> asked() {
    return world.kafka().requests.stream()
        .filter(request -> request.containsKey(ORDERS))
        .map(request -> request.get(ORDERS))
        .toList();
  }

  @Test
  void areCopiedToOneBrokerAfterTheOtherWhereTheThrottleCarriesNoMore() {
    world.kafka().load("orders", 20 * MIB, 10 * MIB, 3_000);

    drain(40 * MIB).apply();

    assertThat(asked().get(0)).hasSize(3).filteredOn(broker -> broker <= 3).hasSize(1);
    assertThat(asked().get(1)).hasSize(3).filteredOn(broker -> broker <= 3).hasSize(2);
    assertThat(world.kafka().replicas("orders", 0)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
  }

  @Test
  void areCopiedToAllAtOnceWhereItDoes() {
    world.kafka().load("orders", 20 * MIB, 10 * MIB, 3_000);

    drain(100 * MIB).apply();

    assertThat(asked().get(0)).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void areRefusedWhereItCarriesNotEvenOne() {
    world.kafka().load("orders", 20 * MIB, 10 * MIB, 3_000);

    assertThatThrownBy(() -> drain(28 * MIB).apply())
        .hasMessageContaining("orders-0 is written at")
        .hasMessageContaining("2 replicas in sync")
        .hasMessageContaining("at a throttle of " + 28 * MIB + " bytes/s no copy ever catches up")
        .hasMessageContaining("Set a throttle above");
    assertThat(asked()).isEmpty();
  }

  @Test
  void beginAgainWithFewerCopiesOnceTheyAreWrittenTooFastForThoseUnderWay() {
    world.kafka().load("orders", 20 * MIB, 0, 600_000);
    Run run = drain(40 * MIB).start();
    while (world.kafka().moving() == 0) {
      run.step().ifPresent(world.time::sleep);
    }
    assertThat(asked().get(0)).containsExactlyInAnyOrder(1, 2, 3);
    world.driverDies();
    world.kafka().load("orders", 20 * MIB, 10 * MIB, 600_000);
    Run next = kafka().start();
    step(next);
    while (asked().size() < 2) {
      step(next);
    }
    world.kafka().load("orders", 20 * MIB, 10 * MIB, 3_000);
    while (step(next).isPresent()) {}

    assertThat(asked().get(1)).filteredOn(broker -> broker <= 3).hasSize(1);
    assertThat(world.kafka().replicas("orders", 0)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(world.kafka().brokerConfig).isEmpty();
    assertThat(world.kafka().topicConfig.getOrDefault("orders", Map.of())).isEmpty();
  }

  @Test
  void beginAgainAlsoIfItIsNotAnsweredThatTheyWereTakenBack() {
    world.kafka().topic("bills", 1, 3);
    world.kafka().lay("bills", 4, 5, 6);
    write(0, 600_000);
    Run run = kafka().balance(b -> b.throttle(40 * MIB)).rebalance().start();
    while (world.kafka().moving() < 1) {
      step(run);
    }
    write(10 * MIB, 600_000);
    world.kafka().unansweredCancels = 1;
    while (world.kafka().unansweredCancels > 0) {
      step(run);
    }
    write(10 * MIB, 3_000);
    while (step(run).isPresent()) {}

    for (int broker = 1; broker <= 6; broker++) {
      assertThat(world.kafka().replicasOn(broker)).isOne();
    }
  }

  private void write(long perSecond, long catchUpMillis) {
    world.kafka().load("orders", 20 * MIB, perSecond, catchUpMillis);
    world.kafka().load("bills", 20 * MIB, perSecond, catchUpMillis);
  }

  private Optional<Duration> step(Run run) {
    Optional<Duration> wait = run.step();
    wait.ifPresent(world.time::sleep);
    return wait;
  }
}
