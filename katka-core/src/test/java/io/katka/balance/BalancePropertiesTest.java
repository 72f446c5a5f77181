package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.BalancePolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BalancePropertiesTest {
  static Stream<Arguments> seeds() {
    return LongStream.range(0, 500).mapToObj(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPlanKeepsTheHardRulesAndReachesTheCounts(long seed) {
    var instance = Instances.random(seed);
    var plan = instance.plan(BalancePolicy.DEFAULT);
    assertThat(plan).as(plan.toString()).isNotNull();
    Map<Integer, BrokerSlot> byId = new HashMap<>();
    instance.brokers().forEach(b -> byId.put(b.id(), b));
    for (Move move : plan.moves()) {
      assertThat(new HashSet<>(move.to())).hasSameSizeAs(move.to()).hasSameSizeAs(move.from());
      assertThat(move.to()).allMatch(id -> byId.get(id).state().receives());
    }
    if (instance.brokers().stream().allMatch(b -> b.rack().isEmpty())) {
      int min = Integer.MAX_VALUE, max = 0, lmin = min, lmax = 0;
      for (var load : plan.brokers()) {
        if (load.broker().state().receives()) {
          min = Math.min(min, load.after().replicas());
          max = Math.max(max, load.after().replicas());
          lmin = Math.min(lmin, load.after().leaders());
          lmax = Math.max(lmax, load.after().leaders());
        }
      }
      assertThat(max - min).as(plan.toString()).isLessThanOrEqualTo(1);
      assertThat(lmax - lmin).as(plan.toString()).isLessThanOrEqualTo(1);
    }
    for (var load : plan.brokers()) {
      if (!load.broker().state().receives()) {
        assertThat(load.after().replicas()).isZero();
      }
    }
  }
}
