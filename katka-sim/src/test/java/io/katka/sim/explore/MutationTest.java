package io.katka.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.Katka;
import io.katka.sim.FaultKind;
import io.katka.sim.SimDriver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator finds what is broken on purpose: were it blind, its silence would mean nothing. */
class MutationTest {
  /** Those that some hundred seeds find. */
  private static final Set<String> QUICK =
      Set.of(
          "partitions are not looked at",
          "a thousand times as much seems to be written",
          "silence passes for health",
          "the quorum passes for caught up",
          "a timeout is answered from memory",
          "notes are lost",
          "the lock is everybody's",
          "a lost volume is not noticed",
          "leaders are not put back",
          "throttles stay",
          "cordons stay",
          "a broker is not unregistered",
          "a node is restarted again");

  /** Those that only show where something certain goes wrong too, which not one seed in ten has. */
  private static final Map<String, FaultKind> BESIDE =
      Map.of("late metadata is not noticed", FaultKind.METADATA_STUCK);

  static Stream<String> quick() {
    return Mutants.all().keySet().stream().filter(QUICK::contains);
  }

  static Stream<String> all() {
    return Mutants.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("quick")
  void findsWithinAThousandSchedulesThat(String broken) {
    assertThat(seedThatFinds(broken, 0, 1_000)).isNotNegative();
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("all")
  void findsWithinTenThousandSchedulesThat(String broken) {
    long seed = seedThatFinds(broken, Schedule.SWARMS, 10_000);
    System.out.println(broken + ": found by seed " + seed);
    assertThat(seed).isNotNegative();
  }

  @org.junit.jupiter.api.Test
  void thereAreEnoughOfThem() {
    assertThat(List.copyOf(Mutants.all().keySet())).hasSizeGreaterThanOrEqualTo(15);
  }

  /** By so many schedules from that seed on, of those that have what it needs; -1 by none. */
  private static long seedThatFinds(String broken, long from, long schedules) {
    Supplier<Mutant> mutants = Mutants.all().get(broken);
    long run = 0;
    for (long seed = from; run < schedules; seed++) {
      Schedule schedule = Schedule.of(seed);
      if (!BESIDE.containsKey(broken) || schedule.has(BESIDE.get(broken))) {
        run++;
        Mutant mutant = mutants.get();
        var explorer = new Explorer((world, driver) -> settings(mutant, driver, world.time()));
        if (!explorer.run(schedule).isGood()) {
          return seed;
        }
      }
    }
    return -1;
  }

  private static Katka.Builder settings(Mutant mutant, SimDriver driver, io.katka.spi.Time time) {
    return driver
        .settings()
        .platform(mutant.platform(driver.platform()))
        .gateway((connection, t) -> mutant.gateway(driver.gateways().open(connection, time)));
  }
}
