package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
      provision(5, before());
      world.kafka().topic("orders", 10, 3);
      world.maxDown = 0;

      kafka().version(after()).apply();

      assertThat(world.starts().values()).containsOnly(2);
      assertThat(world.maxDown).isEqualTo(1);
      assertThat(kafka().status().toString()).contains(after()).doesNotContain(before());
    }

    @Test
    void asksTheGateAgainWhenARestartWasNotAccepted() {
      provision(3, before());
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
          .version(after())
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
      provision(3, before());
      world.kafka().topic("orders", 6, 3);
      world.brokenVersion = after();

      assertThatThrownBy(() -> kafka().version(after()).apply())
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("the last words of node");

      assertThat(kafka().health().problems()).isEmpty();
      assertThat(kafka().plan().isEmpty()).isTrue();
      assertThat(kafka().plan().plan().target().release().version()).isEqualTo(before());
    }

    @Test
    void putsTheCanaryBackAlsoWhenTheDriverThatTriedItIsGone() {
      provision(3, before());
      world.kafka().topic("orders", 6, 3);
      world.brokenVersion = after();
      Run run = kafka().version(after()).start();
      while (!run.currentStep().endsWith("/restart")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.time.sleep(Duration.ofSeconds(10));

      assertThatThrownBy(() -> kafka().version(after()).apply())
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("exit code 1");

      assertThat(kafka().health().problems()).isEmpty();
      assertThat(kafka().plan().plan().target().release().version()).isEqualTo(before());
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void neverRestartsWhileItCannotSee() {
      provision(3, before());
      world.kafka().topic("orders", 6, 3);
      world.kafka().silent.add(3);

      try (Run run = kafka().version(after()).start()) {
        for (int i = 0; i < 100; i++) {
          run.step();
        }
        assertThat(run.blockers().toString()).contains("node 3: it does not answer");
        assertThat(world.acts).noneMatch(act -> act.startsWith("restart"));
      }
    }

    @Test
    void neverRestartsOnOneLuckyLook() {
      provision(3, before());
      world.kafka().topic("orders", 6, 3);

      try (Run run = kafka().version(after()).start()) {
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
      provision(3, before());
      try (Run run = kafka().version(after()).start()) {
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
      provision(3, before());
      world.kafka().topic("single", 2, 1);

      assertThatThrownBy(() -> kafka().version(after()).plan())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("single-0");
      assertThat(
              kafka().version(after()).upgrade(u -> u.allowUnavailable("single")).apply().outcome())
          .isEqualTo(Outcome.DONE);
    }

    @Test
    void soaksTheCanaryAndGoesOnCountingAfterACrash() {
      provision(3, before());
      Run run = kafka().version(after()).upgrade(u -> u.canary(Duration.ofMinutes(1))).start();
      while (!run.currentStep().endsWith("/soak")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.time.sleep(Duration.ofSeconds(50));
      world.driverDies();
      long before = world.time.nanos();

      kafka().version(after()).apply();

      assertThat(Duration.ofNanos(world.time.nanos() - before)).isLessThan(Duration.ofSeconds(50));
      assertThat(world.starts().values()).containsOnly(2);
    }
  }

  @Nested
  class Upgrades {
    @Test
    void moveLeadersAwayFirstWhereAsked() {
      provision(3, before());
      world.kafka().topic("orders", 6, 3);
      List<Integer> before = world.kafka().replicas("orders", 1);

      ApplyResult result = kafka().version(after()).upgrade(u -> u.moveLeaders(true)).apply();

      assertThat(result.steps()).extracting(s -> s.step()).contains("roll broker 2/move-leaders");
      assertThat(world.kafka().replicas("orders", 1)).isEqualTo(before);
      assertThat(world.kafka().leader("orders", 1)).isEqualTo(before.get(0));
    }

    @Test
    void goOnBackWhenARollbackWasInterrupted() {
      provision(3, before());
      kafka().version(after()).apply();
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
      dedicated(3).version(before()).apply();
      world.kafka().topic("orders", 6, 3);
      world.crash(2);
      world.stop(3);

      kafka().version(after()).apply();

      assertThat(world.starts().values()).containsOnly(2);
      assertThat(kafka().health().isHealthy()).isTrue();
    }

    @Test
    void removeABrokerThatIsDownAndIsToLeaveBeforeTheyTakeAnotherDown() {
      dedicated(5).version(before()).apply();
      world.kafka().topic("orders", 10, 3);
      world.stop(5);

      kafka().replicas(4).version(after()).apply();

      assertThat(world.acts).containsSubsequence("remove 5", "restart 1001", "restart 1");
      assertThat(world.kafka().replicasOn(5)).isZero();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void removeItAlsoWhereOneThatStaysIsDownToo() {
      dedicated(5).version(before()).apply();
      world.kafka().topic("orders", 10, 3);
      world.crash(2);
      world.stop(5);

      kafka().replicas(4).version(after()).apply();

      assertThat(world.acts).containsSubsequence("start 2", "remove 5", "restart 1");
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void goOnWhereABrokerThatIsToLeaveWentDownInTheMiddleOfARoll() {
      dedicated(5).version(before()).apply();
      world.kafka().topic("orders", 10, 3);
      Run run = kafka().version(after()).start();
      while (!world.acts.contains("restart 1")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.stop(5);

      kafka().replicas(4).version(after()).apply();

      assertThat(kafka().health().isHealthy()).isTrue();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void waitForANewBrokerInThePlaceOfOneThatIsDown() {
      dedicated(3).version(before()).apply();
      world.kafka().topic("orders", 10, 3);
      world.crash(3);

      kafka().replicas(2).pool("more", p -> p.replicas(1)).version(after()).apply();

      assertThat(world.acts).containsSubsequence("remove 3", "restart 1");
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void leaveABrokenNodeWhereItIsWhenToldToHalt() {
      provision(3, before());
      world.brokenVersion = after();

      assertThatThrownBy(
              () ->
                  kafka()
                      .version(after())
                      .upgrade(u -> u.onFailure(io.katka.spec.OnFailure.HALT))
                      .apply())
          .isInstanceOf(StepFailedException.class);

      assertThat(kafka().health().isHealthy()).isFalse();
      assertThat(world.acts.stream().filter(a -> a.startsWith("restart"))).hasSize(1);
    }
  }
}
