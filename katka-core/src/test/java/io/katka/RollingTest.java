package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.error.StepFailedException;
import io.katka.error.UnreachableException;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.event.KatkaEvent.StepActed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How nodes are rolled, over a small world in memory. */
class RollingTest extends Stories {
  @Nested
  class Rolling {
    @Test
    void restartsEachBrokerOnceAndOneAtATime() {
      provision(5, "4.3.1");
      world.kafka().topic("orders", 10, 3);
      world.maxDown = 0;

      kafka().version("4.4.0").apply();

      assertThat(world.starts().values()).containsOnly(2);
      assertThat(world.maxDown).isEqualTo(1);
      assertThat(kafka().status().toString()).contains("4.4.0").doesNotContain("4.3.1");
    }

    @Test
    void asksTheGateAgainWhenARestartWasNotAccepted() {
      provision(3, "4.3.1");
      world.kafka().topic("orders", 6, 3);
      world.maxDown = 0;
      var refused = new TreeSet<Integer>();
      world.beforeRestart =
          node -> {
            if (node <= 3 && refused.add(node)) {
              world.bounce(node % 3 + 1);
              throw new UnreachableException("not now", new IllegalStateException("refused"));
            }
          };

      var told = new ArrayList<Integer>();

      kafka()
          .version("4.4.0")
          .listener(
              event -> {
                if (event instanceof StepActed acted && acted.step().endsWith("/restart")) {
                  told.add(acted.node());
                }
              })
          .apply();

      assertThat(refused).containsExactly(1, 2, 3);
      assertThat(told).contains(1, 2, 3).doesNotHaveDuplicates();
      assertThat(world.maxDown).isEqualTo(1);
    }

    @Test
    void putsTheCanaryBackWhenItDoesNotCome() {
      provision(3, "4.3.1");
      world.kafka().topic("orders", 6, 3);
      world.brokenVersion = "4.4.0";

      assertThatThrownBy(() -> kafka().version("4.4.0").apply())
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("the last words of node");

      assertThat(kafka().health().problems()).isEmpty();
      assertThat(kafka().plan().isEmpty()).isTrue();
      assertThat(kafka().plan().plan().target().release().version()).isEqualTo("4.3.1");
    }

    @Test
    void putsTheCanaryBackAlsoWhenTheDriverThatTriedItIsGone() {
      provision(3, "4.3.1");
      world.kafka().topic("orders", 6, 3);
      world.brokenVersion = "4.4.0";
      Run run = kafka().version("4.4.0").start();
      while (!run.currentStep().endsWith("/restart")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.time.sleep(Duration.ofSeconds(10));

      assertThatThrownBy(() -> kafka().version("4.4.0").apply())
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("exit code 1");

      assertThat(kafka().health().problems()).isEmpty();
      assertThat(kafka().plan().plan().target().release().version()).isEqualTo("4.3.1");
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void neverRestartsWhileItCannotSee() {
      provision(3, "4.3.1");
      world.kafka().topic("orders", 6, 3);
      world.kafka().silent.add(3);

      try (Run run = kafka().version("4.4.0").start()) {
        for (int i = 0; i < 100; i++) {
          run.step();
        }
        assertThat(run.blockers().toString()).contains("node 3: it does not answer");
        assertThat(world.acts).noneMatch(act -> act.startsWith("restart"));
      }
    }

    @Test
    void neverRestartsOnOneLuckyLook() {
      provision(3, "4.3.1");
      world.kafka().topic("orders", 6, 3);

      try (Run run = kafka().version("4.4.0").start()) {
        for (int i = 0; i < 100; i++) {
          if (!world.kafka().silent.remove(3)) {
            world.kafka().silent.add(3);
          }
          run.step().ifPresent(world.time::sleep);
        }
        assertThat(run.currentStep()).contains("/gate");
        assertThat(world.acts).noneMatch(act -> act.startsWith("restart"));
      }
    }

    @Test
    void waitsForAnswersToComeBack() {
      provision(3, "4.3.1");
      try (Run run = kafka().version("4.4.0").start()) {
        run.step();
        world.kafka().away = true;
        for (int i = 0; i < 50; i++) {
          Optional<Duration> wait = run.step();
          wait.ifPresent(world.time::sleep);
        }
        int restarts = (int) world.acts.stream().filter(a -> a.startsWith("restart")).count();
        assertThat(restarts).isLessThanOrEqualTo(1);
        world.kafka().away = false;
        assertThat(run.drive().outcome()).isEqualTo(Outcome.DONE);
      }
    }

    @Test
    void needsConsentForWhatCannotStayAvailable() {
      provision(3, "4.3.1");
      world.kafka().topic("single", 2, 1);

      assertThatThrownBy(() -> kafka().version("4.4.0").plan())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("single-0");
      assertThat(
              kafka().version("4.4.0").upgrade(u -> u.allowUnavailable("single")).apply().outcome())
          .isEqualTo(Outcome.DONE);
    }

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
    void soaksTheCanaryAndGoesOnCountingAfterACrash() {
      provision(3, "4.3.1");
      Run run = kafka().version("4.4.0").upgrade(u -> u.canary(Duration.ofMinutes(1))).start();
      while (!run.currentStep().endsWith("/soak")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.time.sleep(Duration.ofSeconds(50));
      world.driverDies();
      long before = world.time.nanos();

      kafka().version("4.4.0").apply();

      assertThat(Duration.ofNanos(world.time.nanos() - before)).isLessThan(Duration.ofSeconds(50));
      assertThat(world.starts().values()).containsOnly(2);
    }
  }

  @Nested
  class Upgrades {
    @Test
    void areFinalizedByThemselvesOnlyWhereThePolicySaysSo() {
      provision(3, "4.3.1");
      kafka().version("4.4.0").apply();
      int before = world.kafka().finalized.get("metadata.version");
      assertThat(kafka().plan().plan().notes().toString()).contains("until finalizeVersion()");
      kafka().rollback().apply();

      kafka().version("4.4.0").upgrade(u -> u.finalizeAfter(Duration.ofMinutes(10))).apply();

      assertThat(world.kafka().finalized.get("metadata.version")).isGreaterThan(before);
    }

    @Test
    void moveLeadersAwayFirstWhereAsked() {
      provision(3, "4.3.1");
      world.kafka().topic("orders", 6, 3);
      List<Integer> before = world.kafka().replicas("orders", 1);

      ApplyResult result = kafka().version("4.4.0").upgrade(u -> u.moveLeaders(true)).apply();

      assertThat(result.steps()).extracting(s -> s.step()).contains("roll broker 2/move-leaders");
      assertThat(world.kafka().replicas("orders", 1)).isEqualTo(before);
      assertThat(world.kafka().leader("orders", 1)).isEqualTo(before.get(0));
    }

    @Test
    void goOnBackWhenARollbackWasInterrupted() {
      provision(3, "4.3.1");
      kafka().version("4.4.0").apply();
      Run run = kafka().rollback().start();
      while (!run.currentStep().startsWith("roll broker 2/")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();

      kafka().rollback().apply();

      assertThat(world.starts().values()).containsOnly(3);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void startNodesThatAreDownBeforeAnyOtherIsRolled() {
      kafka().replicas(3).controllers(3).version("4.3.1").apply();
      world.kafka().topic("orders", 6, 3);
      world.crash(2);
      world.stop(3);

      kafka().version("4.4.0").apply();

      assertThat(world.starts().values()).containsOnly(2);
      assertThat(kafka().health().isHealthy()).isTrue();
    }

    @Test
    void removeABrokerThatIsDownAndIsToLeaveBeforeTheyTakeAnotherDown() {
      kafka().replicas(5).controllers(3).version("4.3.1").apply();
      world.kafka().topic("orders", 10, 3);
      world.stop(5);

      kafka().replicas(4).version("4.4.0").apply();

      assertThat(world.acts).containsSubsequence("remove 5", "restart 1001", "restart 1");
      assertThat(world.kafka().replicasOn(5)).isZero();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void removeItAlsoWhereOneThatStaysIsDownToo() {
      kafka().replicas(5).controllers(3).version("4.3.1").apply();
      world.kafka().topic("orders", 10, 3);
      world.crash(2);
      world.stop(5);

      kafka().replicas(4).version("4.4.0").apply();

      assertThat(world.acts).containsSubsequence("start 2", "remove 5", "restart 1");
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void goOnWhereABrokerThatIsToLeaveWentDownInTheMiddleOfARoll() {
      kafka().replicas(5).controllers(3).version("4.3.1").apply();
      world.kafka().topic("orders", 10, 3);
      Run run = kafka().version("4.4.0").start();
      while (!world.acts.contains("restart 1")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.stop(5);

      kafka().replicas(4).version("4.4.0").apply();

      assertThat(kafka().health().isHealthy()).isTrue();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void waitForANewBrokerInThePlaceOfOneThatIsDown() {
      kafka().replicas(3).controllers(3).version("4.3.1").apply();
      world.kafka().topic("orders", 10, 3);
      world.crash(3);

      kafka().replicas(2).pool("more", p -> p.replicas(1)).version("4.4.0").apply();

      assertThat(world.acts).containsSubsequence("remove 3", "restart 1");
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void leaveABrokenNodeWhereItIsWhenToldToHalt() {
      provision(3, "4.3.1");
      world.brokenVersion = "4.4.0";

      assertThatThrownBy(
              () ->
                  kafka()
                      .version("4.4.0")
                      .upgrade(u -> u.onFailure(io.katka.spec.OnFailure.HALT))
                      .apply())
          .isInstanceOf(StepFailedException.class);

      assertThat(kafka().health().isHealthy()).isFalse();
      assertThat(world.acts.stream().filter(a -> a.startsWith("restart"))).hasSize(1);
    }
  }
}
