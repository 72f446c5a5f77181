package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.balance.Instances.Instance;
import io.katka.spec.BalancePolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds of every plan, tried on many seeded instances. */
class BalancePropertiesTest {
  private static final int SEEDS = 60;
  private static final BalancePolicy POLICY = BalancePolicy.DEFAULT.byteTolerance(0.05);
  private static final BalancePolicy TIGHT = BalancePolicy.DEFAULT.byteTolerance(0.02);

  @Test
  void noPartitionHasTwoReplicasOnABrokerAndNoneIsLost() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Move move : Instances.random(seed).plan(POLICY).moves()) {
        assertThat(new HashSet<>(move.to()))
            .as("seed %d, %s", seed, move)
            .hasSize(move.to().size())
            .hasSize(move.from().size());
      }
    }
  }

  @Test
  void brokersThatDrainOrAreDeadEndEmpty() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (BrokerLoad load : Instances.random(seed).plan(POLICY).brokers()) {
        if (!load.broker().state().receives()) {
          assertThat(load.after()).as("seed %d", seed).isEqualTo(new Load(0, 0, 0, 0));
        }
      }
    }
  }

  @Test
  void noPartitionLiesInFewerRacksThanItCould() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Instance instance = Instances.random(seed);
      Instance after = instance.after(instance.plan(POLICY));
      Map<Integer, String> racks = new HashMap<>();
      Set<String> live = new HashSet<>();
      for (BrokerSlot broker : instance.brokers()) {
        racks.put(broker.id(), broker.rack());
        if (broker.state().receives()) {
          live.add(broker.rack());
        }
      }
      for (int row = 0; row < after.table().size(); row++) {
        List<Integer> replicas = after.table().replicaList(row);
        long used = replicas.stream().map(racks::get).distinct().count();
        assertThat(used)
            .as("seed %d, %s on %s", seed, after.table().ref(row), replicas)
            .isEqualTo(Math.min(live.size(), replicas.size()));
      }
    }
  }

  @Test
  void withoutRacksReplicasAndLeadersAreWithinOne() {
    for (long seed = 0; seed < SEEDS; seed++) {
      BalancePlan plan = Instances.withoutRacks(seed).plan(POLICY);
      assertThat(spread(plan, load -> load.after().replicas()))
          .as("seed %d%n%s", seed, plan)
          .isLessThanOrEqualTo(1);
      assertThat(spread(plan, load -> load.after().leaders()))
          .as("seed %d%n%s", seed, plan)
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void whatThePlanSaysOfBrokersIsWhatItsMovesMake() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Instance instance = Instances.random(seed);
      BalancePlan plan = instance.plan(POLICY);
      Map<Integer, Load> loads = loads(instance.after(plan));
      for (BrokerLoad load : plan.brokers()) {
        assertThat(load.after())
            .as("seed %d, broker %d", seed, load.broker().id())
            .isEqualTo(loads.getOrDefault(load.broker().id(), new Load(0, 0, 0, 0)));
      }
      assertThat(plan.bytes()).isEqualTo(plan.moves().stream().mapToLong(Move::bytes).sum());
      assertThat(plan.replicaMoves())
          .isEqualTo(plan.moves().stream().mapToInt(move -> move.adding().size()).sum());
    }
  }

  @Test
  void noPlanMovesLessThanItsBounds() {
    for (long seed = 0; seed < SEEDS; seed++) {
      BalancePlan plan = Instances.random(seed).plan(POLICY);
      assertThat(plan.replicaMoves())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(plan.bounds().moves());
      assertThat(plan.bytes())
          .as("seed %d%n%s", seed, plan)
          .isGreaterThanOrEqualTo(plan.bounds().bytes());
    }
  }

  @Test
  void noPlanThatRepairsRacksMovesLessThanItsBounds() {
    for (long seed = 0; seed < 40; seed++) {
      BalancePlan plan = Instances.mixed(seed, 3 + (int) seed % 3, 400).plan(TIGHT);
      assertThat(plan.replicaMoves())
          .as("seed %d%n%s", seed, plan)
          .isGreaterThanOrEqualTo(plan.bounds().moves());
      assertThat(plan.bytes())
          .as("seed %d%n%s", seed, plan)
          .isGreaterThanOrEqualTo(plan.bounds().bytes());
    }
  }

  @Test
  void aBalancedClusterIsLeftAlone() {
    BalancePolicy loose = BalancePolicy.DEFAULT.byteTolerance(1);
    for (long seed = 0; seed < SEEDS; seed++) {
      Instance instance = Instances.random(seed);
      BalancePlan first = instance.plan(loose);
      BalancePlan again = instance.after(first).plan(loose);
      assertThat(again.moves()).as("seed %d%n%s%n%s", seed, first, again).isEmpty();
      assertThat(again.leaderChanges()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void theSameInputGivesTheSamePlanOnAnyThread() {
    Instance instance = Instances.random(7);
    String expected = instance.plan(POLICY).toReassignmentJson();
    Set<String> plans =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> instance.plan(POLICY).toReassignmentJson())
            .collect(Collectors.toSet());
    assertThat(plans).containsExactly(expected);
  }

  private static Map<Integer, Load> loads(Instance instance) {
    Map<Integer, Load> loads = new HashMap<>();
    for (int row = 0; row < instance.table().size(); row++) {
      for (int i = 0; i < instance.table().replicationFactor(row); i++) {
        Load one = new Load(1, i == 0 ? 1 : 0, instance.table().bytes(row), 0);
        loads.merge(instance.table().replica(row, i), one, BalancePropertiesTest::sum);
      }
    }
    return loads;
  }

  private static Load sum(Load one, Load other) {
    return new Load(
        one.replicas() + other.replicas(),
        one.leaders() + other.leaders(),
        one.bytes() + other.bytes(),
        0);
  }

  private static int spread(BalancePlan plan, ToIntFunction<BrokerLoad> of) {
    IntSummaryStatistics numbers =
        plan.brokers().stream()
            .filter(load -> load.broker().state().receives())
            .mapToInt(of)
            .summaryStatistics();
    return numbers.getMax() - numbers.getMin();
  }
}
