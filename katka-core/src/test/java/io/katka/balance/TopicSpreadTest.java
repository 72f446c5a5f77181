package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.balance.BrokerSlot.State;
import io.katka.balance.Instances.Instance;
import io.katka.spec.BalancePolicy;
import io.katka.spec.GoalWeights;
import io.katka.state.PartitionTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicSpreadTest {
  private static final BalancePolicy POLICY = BalancePolicy.DEFAULT.byteTolerance(0.05);
  private static final int SEEDS = 60;

  @Test
  void ofReplicasOfOneSizeThoseLeaveThatSpreadTopics() {
    var table = PartitionTable.builder();
    for (String topic : List.of("a", "b")) {
      table.topic(topic, 1);
      for (int p = 0; p < 4; p++) {
        table.partition(p, 100, 1);
      }
    }
    var plan =
        BalancePlanner.plan(
            table.build(), List.of(BrokerSlot.active(1), BrokerSlot.of(2, "", State.NEW)), POLICY);
    assertThat(plan.byteRatio()).isEqualTo(1);
    assertThat(plan.moves().stream().collect(Collectors.groupingBy(m -> m.partition().topic())))
        .allSatisfy((topic, moves) -> assertThat(moves).hasSize(2))
        .hasSize(2);
  }

  @Test
  void emptyReplicasAreNotMovedMoreOftenForTheirTopics() {
    var table = PartitionTable.builder();
    for (int broker = 1; broker <= 2; broker++) {
      table.topic("t" + broker, 1);
      for (int p = 0; p < 6; p++) {
        table.partition(p, 0, broker == 1 || p < 4 ? 1 : 2);
      }
    }
    var plan =
        BalancePlanner.plan(
            table.build(), List.of(BrokerSlot.active(1), BrokerSlot.active(2)), POLICY);
    assertThat(plan.replicaMoves()).isEqualTo(plan.bounds().moves()).isEqualTo(4);
  }

  @Test
  void aCrowdedTopicStaysWhereNothingMovesAnywayUnlessSpreadingMayCostBytes() {
    var table = PartitionTable.builder();
    for (int broker = 1; broker <= 2; broker++) {
      table.topic("t" + broker, 1);
      for (int p = 0; p < 4; p++) {
        table.partition(p, 100, broker);
      }
    }
    var instance = new Instance(table.build(), List.of(BrokerSlot.active(1), BrokerSlot.active(2)));
    assertThat(instance.plan(POLICY).isEmpty()).isTrue();
    BalancePolicy costly = POLICY.goals(GoalWeights.DEFAULT.topicSpread(1));
    BalancePlan plan = instance.plan(costly);
    assertThat(plan.bytes()).isEqualTo(400);
    assertThat(pairs(instance.after(plan).table())).isEqualTo(4);
    assertThat(instance.after(plan).plan(costly).isEmpty()).isTrue();
    BalancePolicy cheap = POLICY.goals(GoalWeights.DEFAULT.topicSpread(0.5));
    assertThat(pairs(instance.after(instance.plan(cheap)).table())).isEqualTo(6);
  }

  @Test
  void spreadingForNothingCopiesNoByteAndMovesNoReplicaMore() {
    long parted = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Spreading spreading = new Spreading(Instances.random(seed), 0);
      assertThat(spreading.bytesOnTop).as("seed %d", seed).isNotPositive();
      assertThat(spreading.movesOnTop).as("seed %d", seed).isNotPositive();
      assertThat(spreading.parted).as("seed %d", seed).isNotNegative();
      parted += spreading.parted;
    }
    assertThat(parted).isGreaterThan(100);
  }

  @Test
  void spreadingCopiesNoMoreOnTopThanThePartedPairsAreWorth() {
    long parted = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Spreading spreading = new Spreading(Instances.random(seed), 0.5);
      assertThat((double) spreading.bytesOnTop)
          .as("seed %d", seed)
          .isLessThanOrEqualTo(spreading.parted * 0.5 * spreading.meanSize * 1.0001);
      parted += spreading.parted;
    }
    assertThat(parted).isGreaterThan(1000);
  }

  @Test
  void spreadingTakesNoBrokerOutOfToleranceAndLeavesCounts() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Spreading spreading = new Spreading(Instances.random(seed), 1);
      assertThat(spreading.offAfter).as("seed %d", seed).isLessThanOrEqualTo(spreading.off + 1e-9);
      assertThat(spreading.sameCounts).as("seed %d", seed).isTrue();
    }
  }

  /** The step on its own, after a distribution. */
  private static final class Spreading {
    final long bytesOnTop;
    final long movesOnTop;
    final long parted;
    final double meanSize;
    final double off;
    final double offAfter;
    final boolean sameCounts;

    Spreading(Instance instance, double weight) {
      Model model = ModelReader.read(instance.table(), instance.brokers(), POLICY);
      Targets targets = Targets.of(model);
      var order = new SizeOrder(model.size);
      new Distribution(model, targets, POLICY, order, Tactics.DEFAULT).distribute();
      long bytes = copied(model, true);
      long moves = copied(model, false);
      long pairs = pairs(model);
      int[] counts = model.count.clone();
      off = targets.reached(model);
      new TopicSpread(model, targets, order, off, weight).spread();
      bytesOnTop = copied(model, true) - bytes;
      movesOnTop = copied(model, false) - moves;
      parted = pairs - pairs(model);
      offAfter = targets.reached(model);
      sameCounts = java.util.Arrays.equals(counts, model.count);
      meanSize = java.util.Arrays.stream(model.bytes).sum() / (double) model.home.length;
    }

    private static long copied(Model model, boolean inBytes) {
      long sum = 0;
      for (int r = 0; r < model.at.length; r++) {
        sum += model.moved(r) ? inBytes ? model.sizeOf(r) : 1 : 0;
      }
      return sum;
    }

    private static long pairs(Model model) {
      Map<Long, Integer> counts = new HashMap<>();
      for (int r = 0; r < model.at.length; r++) {
        counts.merge(model.table.topicIndex(model.rowOf[r]) * 1000L + model.at[r], 1, Integer::sum);
      }
      return counts.values().stream().mapToLong(n -> n * (n - 1L) / 2).sum();
    }
  }

  private static long pairs(PartitionTable table) {
    Map<String, Integer> counts = new HashMap<>();
    for (int row = 0; row < table.size(); row++) {
      for (int broker : table.replicas(row)) {
        counts.merge(table.topic(row) + " " + broker, 1, Integer::sum);
      }
    }
    return counts.values().stream().mapToLong(n -> n * (n - 1L) / 2).sum();
  }
}
