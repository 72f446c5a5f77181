package io.katka.bench.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.balance.BalanceInput;
import io.katka.balance.BalancePlan;
import io.katka.balance.Balancer;
import io.katka.spec.BalancePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
  @TempDir private Path folder;

  @Test
  void theSameSeedGivesTheSameInstanceThroughCsvToo() throws IOException {
    Shape shape = shape(Shape.Operation.STORM, 5);
    BalanceInput input = Generator.generate(shape);
    CsvOutput.write(input, folder);
    BalanceInput read = BalanceInput.fromCsv(folder);
    assertThat(read.brokers()).isEqualTo(input.brokers());
    assertThat(json(read)).isEqualTo(json(input)).isEqualTo(json(Generator.generate(shape)));
    assertThat(json(Generator.generate(shape(Shape.Operation.STORM, 6)))).isNotEqualTo(json(input));
  }

  @Test
  void nothingIsAnInstanceThatAPlanLeavesAlone() {
    BalanceInput input = Generator.generate(shape(Shape.Operation.NOTHING, 1));
    assertThat(plan(input).isEmpty()).isTrue();
  }

  @Test
  void theScoreCountsWhatThePlanSays() {
    BalanceInput input = Generator.generate(shape(Shape.Operation.DRAIN_10, 1));
    BalancePlan plan = plan(input);
    Score score = Score.of(input, Outcome.apply(input.table(), plan));
    assertThat(score.moves()).isEqualTo(plan.replicaMoves());
    assertThat(score.bytes()).isEqualTo(plan.bytes());
    assertThat(score.rackViolations()).isZero();
  }

  @Test
  void repairedRacksHoldEvenCounts() {
    BalanceInput input =
        Generator.generate(
            new Shape(100, 10_000, Shape.Racks.THREE, Shape.Start.BROKEN, Shape.Operation.FIX, 1));
    IntSummaryStatistics counts =
        plan(input).brokers().stream()
            .mapToInt(load -> load.after().replicas())
            .summaryStatistics();
    assertThat(counts.getMax() - counts.getMin()).isLessThan(2);
  }

  private static Shape shape(Shape.Operation operation, long seed) {
    return new Shape(12, 1000, Shape.Racks.THREE, Shape.Start.AGED, operation, seed);
  }

  private static String json(BalanceInput input) {
    return plan(input).toReassignmentJson();
  }

  private static BalancePlan plan(BalanceInput input) {
    return Balancer.create().policy(BalancePolicy.DEFAULT.byteTolerance(0.009)).plan(input);
  }
}
