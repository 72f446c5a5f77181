package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What only clusters have whose metadata is in controllers, over a small world in memory. */
class KraftTest extends Stories {
  @Test
  void goesBackUntilFinalized() {
    provision(3, "4.3.1");
    kafka().version("4.4.0").apply();
    kafka().rollback().apply();
    assertThat(kafka().plan().plan().target().release().version()).isEqualTo("4.3.1");

    kafka().version("4.4.0").apply();
    kafka().finalizeVersion().apply();

    assertThatThrownBy(() -> kafka().rollback().apply())
        .isInstanceOf(PreconditionException.class)
        .hasMessageContaining("nothing to roll back to");
    assertThatThrownBy(() -> kafka().version("4.3.1").plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("finalized level");
  }

  @Test
  void isFinalizedByItselfOnlyWhereThePolicySaysSo() {
    provision(3, "4.3.1");
    kafka().version("4.4.0").apply();
    int before = world.kafka().finalized.get("metadata.version");
    assertThat(kafka().plan().plan().notes().toString()).contains("until finalizeVersion()");
    kafka().rollback().apply();

    kafka().version("4.4.0").upgrade(u -> u.finalizeAfter(Duration.ofMinutes(10))).apply();

    assertThat(world.kafka().finalized.get("metadata.version")).isGreaterThan(before);
  }

  @Test
  void takesAScaleInBackWhereItWasBrokenOff() {
    provision(5, "4.4.0");
    Run run = kafka().replicas(4).start();
    while (world.kafka().brokerConfig.isEmpty()) {
      run.step().ifPresent(world.time::sleep);
    }
    world.driverDies();

    kafka().replicas(5).apply();

    assertThat(world.kafka().brokerConfig).isEmpty();
    assertThat(kafka().plan().isEmpty()).isTrue();
  }

  @Test
  void leavesACordonThatSomebodyElseSet() {
    provision(5, "4.4.0");
    world.kafka().brokerConfig.put(2, new TreeMap<>(Map.of("cordoned.log.dirs", "*")));

    kafka().config("log.retention.ms", 1000).apply();

    assertThat(world.kafka().brokerConfig).containsEntry(2, Map.of("cordoned.log.dirs", "*"));
  }
}
