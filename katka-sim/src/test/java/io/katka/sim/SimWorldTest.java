package io.katka.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.Katka;
import io.katka.event.KatkaEvent.Outcome;
import org.junit.jupiter.api.Test;

/** What Katka does in a world in which nothing goes wrong. */
class SimWorldTest {
  private final SimWorld world = SimWorld.of(42);
  private final Katka katka = world.katka();

  @Test
  void aClusterIsProvisionedAndRolledWithoutAPartitionBelowItsMinIsr() {
    katka.manage("kafka").replicas(5).version("4.3.1").apply();
    world.createTopic("orders", 60, 3);

    assertThat(katka.manage("kafka").version("4.4.0").apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(world.violations()).isEmpty();
    assertThat(world.survey().starts().values()).containsOnly(2);
    assertThat(world.survey().acknowledgedBytes()).isPositive();
    assertThat(world.survey().leftovers()).isEmpty();
  }

  @Test
  void aClusterGrowsAndShrinks() {
    katka.manage("kafka").replicas(3).version("4.4.0").apply();
    world.createTopic("orders", 30, 3);

    katka.manage("kafka").replicas(5).apply();
    assertThat(world.survey().serving()).containsExactly(1, 2, 3, 4, 5);
    katka.manage("kafka").replicas(3).apply();

    assertThat(world.survey().nodes()).containsExactly(1, 2, 3);
    assertThat(world.violations()).isEmpty();
    assertThat(world.survey().leftovers()).isEmpty();
  }
}
