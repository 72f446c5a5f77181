package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.katka.balance.BrokerSlot.State;
import io.katka.balance.Instances.Instance;
import io.katka.spec.BalancePolicy;
import io.katka.spec.GoalWeights;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeaderTrafficTest {
  private static final BalancePolicy EVEN = BalancePolicy.DEFAULT.byteTolerance(0.01);
  private static final int SEEDS = 40;

  @Test
  void busyPartitionsAreLedByDifferentBrokersThoughCountsAreEvenAlready() {
    var plan = plan(EVEN, List.of(broker(1, 0), broker(2, 0)), 100, 1, 100, 1);
    assertThat(plan.moves()).isEmpty();
    assertThat(plan.brokers())
        .extracting(BrokerLoad::before)
        .containsExactly(new Load(4, 2, 40, 200), new Load(4, 2, 40, 2));
    assertThat(plan.brokers())
        .extracting(BrokerLoad::after)
        .containsExactly(new Load(4, 2, 40, 101), new Load(4, 2, 40, 101));
    assertThat(plan.toString()).contains("leader traffic").contains("101");
  }

  @Test
  void trafficIsLeftAsideWhereItWeighsNothing() {
    BalancePolicy policy = EVEN.goals(GoalWeights.DEFAULT.leaderTraffic(0));
    var plan = plan(policy, List.of(broker(1, 0), broker(2, 0)), 100, 1, 100, 1);
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void whereTrafficWeighsMoreThanCountsOneBrokerMayLeadTheBusiestAlone() {
    BalancePolicy policy = EVEN.goals(GoalWeights.DEFAULT.leaderTraffic(1000));
    var plan = plan(policy, List.of(broker(1, 0), broker(2, 0)), 90, 30, 30, 30);
    assertThat(plan.brokers())
        .extracting(BrokerLoad::after)
        .containsExactly(new Load(4, 1, 40, 90), new Load(4, 3, 40, 90));
  }

  @Test
  void aBrokerOfAWiderNetworkLeadsTheBusierPartitions() {
    var plan = plan(EVEN, List.of(broker(1, 3000), broker(2, 1000)), 10, 30, 10, 30);
    assertThat(plan.brokers())
        .extracting(load -> load.after().leaderTraffic())
        .containsExactly(60L, 20L);
  }

  @Test
  void countsStayEvenBytesStayAndTrafficIsNoLessEven() {
    double plain = 0;
    double evened = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Instance instance = busy(seed);
      BalancePlan without = instance.plan(EVEN.goals(GoalWeights.DEFAULT.leaderTraffic(0)));
      BalancePlan with = instance.plan(EVEN);
      assertThat(with.bytes()).as("seed %d", seed).isEqualTo(without.bytes());
      assertThat(square(with, false))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(square(without, false));
      assertThat(square(with, true)).as("seed %d", seed).isLessThanOrEqualTo(square(without, true));
      plain += square(without, true);
      evened += square(with, true);
    }
    assertThat(evened).isLessThan(plain / 10);
  }

  @Test
  void whatIsEvenedOnceIsLeftAlone() {
    for (long seed = 0; seed < SEEDS; seed++) {
      BalancePolicy policy = EVEN.byteTolerance(1).goals(GoalWeights.DEFAULT.leaderTraffic(2));
      Instance instance = busy(seed);
      BalancePlan plan = instance.plan(policy);
      assertThat(instance.after(plan).plan(policy).isEmpty()).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void thePlanTellsTheTrafficThatItsLeadersCarry() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Instance instance = busy(seed);
      BalancePlan plan = instance.plan(EVEN);
      PartitionTable after = instance.after(plan).table();
      for (BrokerLoad load : plan.brokers()) {
        double carried = 0;
        for (int row = 0; row < after.size(); row++) {
          boolean leads = after.replica(row, 0) == load.broker().id();
          carried += leads ? after.bytesInPerSecond(row) + after.bytesOutPerSecond(row) : 0;
        }
        assertThat((double) load.after().leaderTraffic()).isCloseTo(carried, within(0.5));
      }
    }
  }

  /** Two replicas of each partition, on both brokers, the first half led by the first. */
  private static BalancePlan plan(BalancePolicy policy, List<BrokerSlot> brokers, long... traffic) {
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < traffic.length; p++) {
      boolean even = p % 2 == 0;
      table.partition(p, 10, even ? 1 : 2, even ? 2 : 1);
      table.traffic(traffic[p] / 2, traffic[p] - traffic[p] / 2);
    }
    return BalancePlanner.plan(table.build(), brokers, policy);
  }

  private static BrokerSlot broker(int id, long network) {
    return new BrokerSlot(id, "", State.ACTIVE, 0, network);
  }

  private static Instance busy(long seed) {
    var random = new Random(seed);
    int brokers = 3 + random.nextInt(6);
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < 40 * brokers; p++) {
      int first = random.nextInt(brokers);
      table.partition(p, 1000, first, (first + 1 + random.nextInt(brokers - 1)) % brokers);
      table.traffic(random.nextInt(1000), (long) (1000 * Math.exp(random.nextGaussian())));
    }
    var slots = new ArrayList<BrokerSlot>();
    for (int id = 0; id < brokers; id++) {
      slots.add(broker(id, 0));
    }
    return new Instance(table.build(), slots);
  }

  /** The sum of squared distances from the mean, of leader traffic or of leaders. */
  private static double square(BalancePlan plan, boolean traffic) {
    double mean = plan.brokers().stream().mapToDouble(l -> of(l, traffic)).average().orElse(0);
    return plan.brokers().stream().mapToDouble(l -> Math.pow(of(l, traffic) - mean, 2)).sum();
  }

  private static double of(BrokerLoad load, boolean traffic) {
    return traffic ? load.after().leaderTraffic() : load.after().leaders();
  }
}
