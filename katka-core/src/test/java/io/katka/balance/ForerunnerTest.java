package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForerunnerTest {
  @Test
  void needsAllStepsOfAPlan() {
    BalancePlan plan = Forerunner.tiny();
    assertThat(plan.moves()).isNotEmpty();
    assertThat(plan.leaderChanges()).isNotEmpty();
    assertThat(plan.bounds().bytes()).isPositive();
    assertThat(plan.brokers().get(0).after().replicas()).isZero();
    assertThat(plan.brokers().get(1).before().replicas()).isZero();
    assertThat(plan.brokers().get(1).after().replicas()).isPositive();
    assertThat(plan.notes()).noneMatch(note -> note.contains("in a rack"));
  }
}
