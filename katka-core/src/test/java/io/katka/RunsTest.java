package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.ApplyCancelledException;
import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.error.StalePlanException;
import io.katka.event.KatkaEvent;
import io.katka.state.NodePhase;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How runs exclude each other, end, and go on, over a small world in memory. */
class RunsTest extends Stories {
  @Test
  void excludeEachOther() {
    Run run = kafka().replicas(3).version(after()).start();
    run.step();

    assertThatThrownBy(() -> world.driver().manage("kafka").replicas(3).apply())
        .isInstanceOf(ClusterLockedException.class)
        .hasMessageContaining("is locked by");
    run.close();
  }

  @Test
  void refuseAPlanTheClusterHasOutgrown() {
    provision(3, after());
    PreparedPlan plan = kafka().replicas(4).plan();
    world.kafka().topic("new", 1, 1);

    assertThatThrownBy(plan::apply).isInstanceOf(StalePlanException.class);
  }

  @Test
  void carryOutAPlanAsItWasShown() {
    PreparedPlan plan = kafka().replicas(3).version(after()).plan();

    assertThat(plan.apply().plan()).isEqualTo(plan.plan());
    assertThat(world.kafka().registered()).hasSize(3);
  }

  @Test
  void endWhenCancelledAndGoOnLater() {
    provision(3, before());
    Run run = kafka().version(after()).start();
    while (!run.currentStep().contains("roll broker 2")) {
      run.step().ifPresent(world.time::sleep);
    }
    run.cancel();
    assertThatThrownBy(run::drive).hasMessageContaining("Cancelled");

    kafka().version(after()).apply();
    assertThat(world.starts().values()).containsOnly(2);
  }

  @Test
  void finishARestartThatIsUnderWayWhenCancelled() {
    provision(3, before());
    var cancel = new AtomicReference<Runnable>();
    Run run =
        kafka()
            .version(after())
            .listener(
                event -> {
                  if (event instanceof KatkaEvent.StepActed acted
                      && acted.step().equals("roll broker 2/restart")) {
                    cancel.get().run();
                  }
                })
            .start();
    cancel.set(run::cancel);

    assertThatThrownBy(run::drive).isInstanceOf(ApplyCancelledException.class);

    assertThat(world.observe(world.ref("kafka")).node(2).orElseThrow().phase())
        .isIn(NodePhase.STARTING, NodePhase.RUNNING);
    assertThat(world.starts()).containsEntry(2, 2);
  }

  @Test
  void waitForBrokersThatAnEarlierRunOnlyStarted() {
    provision(3, after());
    world.stop(3);
    Run run = kafka().start();
    while (world.starts().get(3) < 2) {
      run.step().ifPresent(world.time::sleep);
    }
    world.driverDies();

    ApplyResult next = kafka().apply();

    assertThat(next.plan().toString()).contains("await brokers [3]");
    assertThat(kafka().health().isHealthy()).isTrue();
    assertThat(kafka().plan().isEmpty()).isTrue();
  }

  @Test
  void neverTakeACorruptJournalForAnEmptyOne() {
    provision(3, after());
    world.putNote("journal", "{\"notes\":{\"balance\":\"spread\"},\"crc\":1}");

    assertThatThrownBy(() -> kafka().apply())
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("corrupt");
  }

  @Test
  void continueAfterTheDriverDiedAtAnyStep() {
    provision(3, before());
    world.kafka().topic("orders", 10, 3);
    Set<String> deaths = new LinkedHashSet<>();
    while (dies(deaths, () -> kafka().replicas(5).version(after()))) {
      world.driverDies();
    }

    assertThat(kafka().replicas(5).version(after()).plan().isEmpty()).isTrue();
    assertThat(brokerStarts()).isEqualTo(Map.of(1, 2, 2, 2, 3, 2, 4, 1, 5, 1));
    assertThat(world.maxDown).isEqualTo(3);
    assertThat(world.kafka().brokerConfig).isEmpty();
    assertThat(deaths)
        .contains("StepActed roll broker 2/restart", "StepFinished rebalance/balance")
        .hasSizeGreaterThan(20);
  }

  @Test
  void continueAScaleInAfterTheDriverDiedAtAnyStep() {
    provision(5, after());
    world.kafka().topic("orders", 10, 3);
    Set<String> deaths = new LinkedHashSet<>();
    while (dies(deaths, () -> kafka().replicas(3).balance(b -> b.throttle(1 << 20)))) {
      world.driverDies();
    }

    assertThat(kafka().replicas(3).plan().isEmpty()).isTrue();
    assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
    assertThat(world.kafka().brokerConfig).isEmpty();
    assertThat(world.kafka().topicConfig.values()).allMatch(Map::isEmpty);
    assertThat(deaths).contains("StepActed remove broker 4/unregister").hasSizeGreaterThan(15);
  }

  /** Runs until the first event, by kind and step, at which no driver has died yet. */
  private boolean dies(Set<String> deaths, Supplier<ClusterRequest> request) {
    try {
      request
          .get()
          .listener(
              event -> {
                String at = "";
                if (event instanceof KatkaEvent.StepActed acted) {
                  at = "StepActed " + acted.step();
                } else if (event instanceof KatkaEvent.StepFinished finished) {
                  at = "StepFinished " + finished.step();
                }
                if (!at.isEmpty() && deaths.add(at)) {
                  throw new DriverDeath();
                }
              })
          .apply();
      return false;
    } catch (DriverDeath e) {
      return true;
    }
  }

  /** Ends a driver where it stands, past every catch of an exception. */
  private static final class DriverDeath extends Error {
    @java.io.Serial private static final long serialVersionUID = 1L;
  }
}
