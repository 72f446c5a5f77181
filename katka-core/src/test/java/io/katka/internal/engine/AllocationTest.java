package io.katka.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.katka.plan.Action;
import io.katka.plan.Impact;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private final Allocation allocation =
      new Allocation(
          "apply",
          List.of(
              new Phase("one", "", List.of(step(500), step(1_500)), List.of()),
              new Phase("two", "", List.of(step(500)), List.of())));

  private static PlannedStep step(long millis) {
    return new PlannedStep(
        "step", new Action.AwaitInSync(), -1, "", Risk.NONE, Impact.lasting(millis));
  }

  @Test
  void sharesProgressByEstimates() {
    assertThat(allocation.fraction(0, 0)).isZero();
    assertThat(allocation.fraction(1, 0)).isCloseTo(0.25, within(1e-9));
    assertThat(allocation.fraction(1, 0.5)).isCloseTo(0.5, within(1e-9));
    assertThat(allocation.fraction(3, 0)).isEqualTo(1);
  }

  @Test
  void showsTheSameInItsTree() {
    assertThat(allocation.tree(1, 0.5).fraction()).isCloseTo(0.5, within(1e-9));
    assertThat(allocation.tree(2, 0).parts())
        .extracting(p -> p.name() + " " + p.done())
        .containsExactly("one 1.0", "two 0.0");
  }

  @Test
  void tellsOnlyWhatIsWorthIt() {
    assertThat(allocation.isWorthTelling(0.1)).isTrue();
    assertThat(allocation.isWorthTelling(0.1005)).isFalse();
    assertThat(allocation.isWorthTelling(0.05)).isFalse();
    assertThat(allocation.isWorthTelling(1)).isTrue();
    assertThat(allocation.isWorthTelling(1)).isFalse();
  }
}
