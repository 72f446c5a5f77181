package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.balance.Instances.Instance;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Test;

/** How far plans are from the best possible ones, by an exact solver. */
class BalanceOracleTest {

  @Test
  void noPlanOfCountsMovesMoreReplicasThanTheFewestPossible() {
    for (long seed = 0; seed < 8; seed++) {
      Instance instance = Instances.small(seed, 5, 40);
      BalancePlan plan = instance.plan(BalancePolicy.DEFAULT.byteTolerance(1));
      assertThat((long) plan.replicaMoves())
          .as("seed %d%n%s", seed, plan)
          .isEqualTo(new ExactSolver(instance).fewestMoves());
    }
  }

  @Test
  void plansMoveAtMostTwoInAHundredBytesMoreThanTheFewestPossible() {
    for (long seed = 0; seed < 4; seed++) {
      Instance instance = Instances.small(seed, 6, 200);
      BalancePlan plan = instance.plan(BalancePolicy.DEFAULT.byteTolerance(0.05));
      LongSummaryStatistics bytes =
          plan.brokers().stream().mapToLong(load -> load.after().bytes()).summaryStatistics();
      long fewest = new ExactSolver(instance).fewestBytes(bytes.getMin(), bytes.getMax());
      assertThat(plan.bytes())
          .as("seed %d%n%s", seed, plan)
          .isBetween(fewest, (long) (fewest * 1.02));
    }
  }

  @Test
  void noPlanThatKeepsToRacksAndTargetsMovesLessThanTheBoundsSay() {
    for (long seed = 0; seed < 3; seed++) {
      Instance instance = Instances.racked(seed, 60);
      BalancePolicy policy = BalancePolicy.DEFAULT.byteTolerance(0.05);
      BalancePlan plan = instance.plan(policy);
      Model model = ModelReader.read(instance.table(), instance.brokers(), policy);
      Targets targets = Targets.of(model);
      double reached = plan.bounds().tolerance() + 1e-9;
      PartitionTable after = instance.after(plan).table();
      long bytes = new ExactSolver(instance).fewest(model, targets, reached, after, true);
      long moves = new ExactSolver(instance).fewest(model, targets, reached, after, false);
      assertThat(plan.bounds().bytes()).as("seed %d%n%s", seed, plan).isLessThanOrEqualTo(bytes);
      assertThat((long) plan.bounds().moves())
          .as("seed %d%n%s", seed, plan)
          .isLessThanOrEqualTo(moves);
    }
  }

  @Test
  void plansOfRacksCopyHardlyMoreThanIfReplicasCouldBeCut() {
    for (long seed = 0; seed < 6; seed++) {
      Instance instance = Instances.mixed(seed, 3 + (int) seed % 2 * 2, 400);
      BalancePolicy policy = BalancePolicy.DEFAULT.byteTolerance(0.02);
      BalancePlan plan = instance.plan(policy);
      Model model = ModelReader.read(instance.table(), instance.brokers(), policy);
      Targets targets = Targets.of(model);
      double tolerance = plan.bounds().tolerance() + 1e-9;
      double least = new RelaxedSolver(model).fewestBytes(targets, tolerance);
      assertThat((double) plan.bytes())
          .as("seed %d, bound %d%n%s", seed, plan.bounds().bytes(), plan)
          .isBetween(least * 0.9999, least * 1.02);
      assertThat((double) plan.bounds().bytes())
          .as("seed %d%n%s", seed, plan)
          .isLessThanOrEqualTo(least * 1.0001);
    }
  }
}
