package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.ApplyCancelledException;
import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.plan.Plan;
import io.katka.plan.PlannedStep;
import io.katka.release.MetadataMode;
import io.katka.spec.NodeKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clusters with a ZooKeeper ensemble, over a small world in memory. */
class ZooKeeperEraTest extends Stories {
  private static final String PROTOCOL = "inter.broker.protocol.version";

  private String protocol() {
    return kafka().plan().plan().target().config().get(PROTOCOL);
  }

  @Nested
  class Provisioning {
    @Test
    void startsAnEnsembleOfThreeThenBrokers() {
      Plan plan = kafka().replicas(3).version("5.1.0").plan().plan();

      assertThat(plan.steps())
          .extracting(PlannedStep::name)
          .containsSubsequence(
              "start-controllers", "await-quorum", "claim-ensemble", "start-brokers");
      assertThat(plan.notes().toString())
          .contains("Confluent Platform 5.1.0 = Apache Kafka 2.1.0 with ZooKeeper");
      provision(3, "5.1.0");
      assertThat(world.observe(world.ref("kafka")).nodes())
          .filteredOn(node -> node.spec().kind() == NodeKind.ZOOKEEPER)
          .hasSize(3)
          .allMatch(node -> node.spec().pool().equals("zookeeper"));
      assertThat(protocol()).isEqualTo("2.1-IV2");
      assertThat(kafka().status().toString())
          .contains("leading", "synced", "inter.broker.protocol.version 2.1-IV2");
      assertThat(kafka().health().problems()).isEmpty();
    }

    @Test
    void claimsTheEnsembleAlsoWhereTheFirstStartWasBrokenOff() {
      Run run = kafka().replicas(3).version("5.1.0").start();
      while (!world.starts().containsKey(1003)) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.time.sleep(Duration.ofSeconds(10));

      Plan rest = kafka().replicas(3).version("5.1.0").plan().plan();

      assertThat(rest.steps())
          .extracting(PlannedStep::name)
          .containsSubsequence("await-quorum", "claim-ensemble", "start-brokers");
      assertThat(kafka().replicas(3).version("5.1.0").apply().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void takesTheAskedForEnsemble() {
      assertThat(kafka().replicas(1).zookeeper(5).version("3.9.2").apply().outcome())
          .isEqualTo(Outcome.DONE);

      Plan plan = kafka().plan().plan();
      assertThat(plan.target().release().metadata()).isEqualTo(MetadataMode.ZOOKEEPER);
      assertThat(plan.target().controllers().count()).isEqualTo(5);
      assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void refusesControllersWithAReleaseThatHasNone() {
      assertThatThrownBy(() -> kafka().controllers(3).version("5.1.0").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("controllers(3) with Confluent Platform 5.1.0")
          .hasMessageContaining("zookeeper(3)");
      assertThatThrownBy(() -> kafka().version("2.8.2").combined().plan())
          .hasMessageContaining("combined() with Apache Kafka 2.8.2 with ZooKeeper");
    }

    @Test
    void refusesAnEnsembleWithAReleaseThatKnowsNone() {
      assertThatThrownBy(() -> kafka().version("4.4.0").zookeeper(3).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("asked for with Apache Kafka 4.4.0")
          .hasMessageContaining("3.9");
      assertThatThrownBy(() -> kafka().version("5.1.0").zookeeper(2))
          .hasMessageContaining("controllers is 2");
    }
  }

  @Nested
  class Rolling {
    @Test
    void restartsTheEnsembleFirstItsLeaderLastThenBrokersTheControllerLast() {
      provision(3, "5.0.0");
      world.kafka().topic("orders", 6, 3);

      List<Integer> restarted =
          kafka().version("5.1.0").plan().plan().steps().stream()
              .filter(step -> step.name().equals("restart"))
              .map(PlannedStep::node)
              .toList();

      assertThat(restarted).containsExactly(1002, 1003, 1001, 2, 3, 1);
    }

    @Test
    void keepsTheProtocolLevelUntilFinalizedByASecondRollOfTheBrokers() {
      provision(3, "5.0.0");
      world.kafka().topic("orders", 6, 3);

      kafka().version("5.1.0").apply();
      assertThat(protocol()).isEqualTo("2.0-IV1");
      assertThat(kafka().plan().plan().notes().toString())
          .contains(PROTOCOL + " stays at 2.0-IV1, so rollback() stays possible");
      Map<Integer, Integer> binaries = world.starts();
      world.maxDown = 0;
      kafka().finalizeVersion().apply();

      assertThat(protocol()).isEqualTo("2.1-IV2");
      for (int broker : Set.of(1, 2, 3)) {
        assertThat(world.starts().get(broker)).isEqualTo(binaries.get(broker) + 1);
      }
      for (int member : Set.of(1001, 1002, 1003)) {
        assertThat(world.starts().get(member)).isEqualTo(binaries.get(member));
      }
      assertThat(world.maxDown).isEqualTo(1);
      assertThat(kafka().finalizeVersion().plan().isEmpty()).isTrue();
    }

    @Test
    void canGoBackUntilFinalized() {
      provision(3, "5.0.0");
      kafka().version("5.1.0").apply();
      assertThat(kafka().rollback().apply().outcome()).isEqualTo(Outcome.DONE);
      assertThat(kafka().plan().plan().target().release().version()).isEqualTo("5.0.0");

      kafka().version("5.1.0").apply();
      kafka().finalizeVersion().apply();
      assertThatThrownBy(() -> kafka().rollback().plan())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("nothing to roll back to");
      assertThatThrownBy(() -> kafka().version("5.0.0").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("knows 2.0-IV1")
          .hasMessageContaining("no way back");
    }

    @Test
    void isNotFinalizedBeforeAllBrokersRunTheNewRelease() {
      provision(3, "5.0.0");
      Run run = kafka().version("5.1.0").start();
      while (world.starts().get(2) < 2) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.time.sleep(Duration.ofSeconds(10));

      assertThatThrownBy(() -> kafka().finalizeVersion().plan())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("all brokers must know first");
    }

    @Test
    void goesOnWithRaisingTheLevelWhereTheDriverDiedAtIt() {
      provision(3, "5.0.0");
      world.kafka().topic("orders", 6, 3);
      kafka().version("5.1.0").apply();
      Run run = kafka().finalizeVersion().start();
      while (world.starts().get(2) < 3) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.stop(2);
      world.time.sleep(Duration.ofSeconds(10));

      assertThat(kafka().finalizeVersion().apply().outcome()).isEqualTo(Outcome.DONE);

      assertThat(protocol()).isEqualTo("2.1-IV2");
      assertThat(world.starts()).containsEntry(1, 3).containsEntry(2, 4).containsEntry(3, 3);
      assertThat(kafka().finalizeVersion().plan().isEmpty()).isTrue();
    }

    @Test
    void waitsWhileAMemberIsDown() {
      provision(3, "5.0.0");
      world.kafka().topic("orders", 6, 3);
      try (Run run = kafka().version("5.1.0").start()) {
        while (world.starts().get(1001) < 2) {
          run.step().ifPresent(world.time::sleep);
        }
        world.stop(1003);
        for (int i = 0; i < 200 && !run.blockers().toString().contains("1003"); i++) {
          run.step().ifPresent(world.time::sleep);
        }
        assertThat(run.blockers().toString()).contains("1003");
        assertThat(world.starts().get(1)).isEqualTo(1);
      }
    }

    @Test
    void stopsAtTheLastReleaseWithZooKeeper() {
      provision(3, "5.1.0");

      assertThat(kafka().version("3.9.2").plan().plan().target().release().metadata())
          .isEqualTo(MetadataMode.ZOOKEEPER);
      assertThatThrownBy(() -> kafka().version("4.4.0").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("roll to 3.9")
          .hasMessageContaining("migrate to KRaft");
    }
  }

  @Nested
  class Changing {
    @Test
    void addsAndRemovesBrokersThroughTheSameSteps() {
      provision(3, "5.1.0");
      world.kafka().topic("orders", 9, 3);

      assertThat(kafka().replicas(4).apply().outcome()).isEqualTo(Outcome.DONE);
      assertThat(world.kafka().replicasOn(4)).isPositive();
      assertThat(kafka().replicas(3).apply().outcome()).isEqualTo(Outcome.DONE);
      assertThat(world.observe(world.ref("kafka")).nodes()).hasSize(6);
    }

    @Test
    void saysBeforehandThatMovesGoInBatchesThatCannotBeCancelled() {
      provision(3, "5.1.0");
      world.kafka().topic("orders", 9, 3);
      world.kafka().pile("orders", 1);

      for (Plan moving :
          List.of(kafka().replicas(4).plan().plan(), kafka().rebalance().plan().plan())) {
        assertThat(moving.notes().toString())
            .contains("one batch of moves after the other", "at most 8", "1000 in all")
            .contains("cannot be cancelled");
      }
      ClusterRequest roll = kafka().version("5.2.0");
      assertThat(roll.upgrade(u -> u.allowUnavailable("orders")).plan().plan().notes().toString())
          .doesNotContain("cannot be cancelled");
    }

    @Test
    void saysNoSuchThingWhereBrokersTakeMovesThemselves() {
      kafka().replicas(3).version("3.9.2").zookeeper(3).apply();
      world.kafka().topic("orders", 9, 3);

      assertThat(kafka().replicas(4).plan().plan().notes().toString())
          .doesNotContain("cannot be cancelled");
    }

    @Test
    void letsABatchEndWhenCancelledAndStartsNoOther() {
      provision(3, "5.1.0");
      world.kafka().topic("orders", 40, 2);
      world.kafka().load("orders", 300L << 20, 0, 60_000);
      Run run = kafka().replicas(4).start();
      while (world.kafka().moving() == 0) {
        run.step().ifPresent(world.time::sleep);
      }
      long batch = world.kafka().moving();
      run.cancel();

      assertThatThrownBy(run::drive).isInstanceOf(ApplyCancelledException.class);

      assertThat(world.kafka().moving()).isZero();
      assertThat(world.kafka().replicasOn(4)).isEqualTo(batch);
      assertThat(world.kafka().requests).hasSize(1);
      assertThat(kafka().replicas(4).apply().outcome()).isEqualTo(Outcome.DONE);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void refusesAnotherSizeOfTheEnsemble() {
      provision(3, "5.1.0");

      assertThatThrownBy(() -> kafka().zookeeper(5).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("3, as the ensemble was created");
    }

    @Test
    void refusesToFinalizeByItself() {
      assertThatThrownBy(
              () ->
                  kafka()
                      .version("5.1.0")
                      .upgrade(u -> u.finalizeAfter(Duration.ofHours(1)))
                      .plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("finalizing is a second roll");
    }
  }
}
