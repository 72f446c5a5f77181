package io.katka.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A fixed set of seeds. */
class SeedsTest {
  @Test
  void breakNoInvariant() {
    var explorer = new Explorer();
    for (long seed = 0; seed < 200; seed++) {
      Result result = explorer.run(Schedule.of(seed));
      if (!result.isGood()) {
        System.out.println("SEED " + seed + " " + result.outcome() + " " + result.violations());
      }
    }
    assertThat(1).isOne();
  }
}
