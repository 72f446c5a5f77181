package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.ClusterLockedException;
import io.katka.error.InvalidSpecException;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.error.StalePlanException;
import io.katka.error.StepFailedException;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.release.MetadataMode;
import io.katka.step.Step;
import io.katka.step.StepOutcome;
import io.katka.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The workflows, through the fluent API, over a small world in memory. */
class WorkflowTest {
  private final World world = new World();
  private final Katka katka = world.driver();

  private ClusterRequest kafka() {
    return katka.manage("kafka");
  }

  private void provision(int brokers, String version) {
    assertThat(kafka().replicas(brokers).version(version).apply().outcome())
        .isEqualTo(Outcome.DONE);
  }

  @Nested
  class Provisioning {
    @Test
    void startsWhatWasAskedForAndThenHasNothingToDo() {
      provision(3, "4.4.0");

      assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
      assertThat(world.kafka().voterIds()).containsExactly(1, 2, 3);
      assertThat(kafka().health().problems()).isEmpty();
      assertThat(kafka().replicas(3).version("4.4.0").plan().isEmpty()).isTrue();
      int acts = world.acts.size();
      assertThat(kafka().replicas(3).version("4.4.0").apply().plan().isEmpty()).isTrue();
      assertThat(world.acts).hasSize(acts);
    }

    @Test
    void keepsWhatIsLeftOut() {
      provision(3, "4.3.1");

      assertThat(kafka().plan().isEmpty()).isTrue();
      assertThat(kafka().plan().plan().target().brokerCount()).isEqualTo(3);
    }

    @Test
    void setsDurableDefaultsForThreeBrokers() {
      provision(3, "4.4.0");

      assertThat(world.kafka().defaultConfig).containsEntry("min.insync.replicas", "2");
      assertThat(kafka().plan().plan().target().config())
          .containsEntry("default.replication.factor", "3");
    }

    @Test
    void refusesBadInputBeforeAnythingIsTouched() {
      assertThatThrownBy(() -> kafka().replicas(0).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("replicas is 0, allowed: 1 to 1000");
      assertThatThrownBy(() -> katka.manage("Not_A_Label"))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("DNS label");
      assertThatThrownBy(() -> kafka().version("9.9.9"))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("9.9.9");
      assertThatThrownBy(() -> kafka().replicas(3).config("min.insync.replicas", 4).apply())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining(
              "min.insync.replicas is 4, allowed: 1 to default.replication.factor");
      assertThat(world.acts).isEmpty();
    }

    @Test
    void makesDedicatedControllersOnRequest() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();

      assertThat(world.kafka().voterIds()).containsExactly(1001, 1002, 1003);
      assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
    }

    @Test
    void goesOnWhereABrokenOffStartEnded() {
      Run run = kafka().replicas(3).version("4.4.0").start();
      while (world.starts().isEmpty()) {
        run.step();
      }
      world.driverDies();
      world.crash(2);

      provision(3, "4.4.0");

      assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }
  }

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
  class Scaling {
    @Test
    void outSpreadsReplicasOverTheNewBrokers() {
      provision(3, "4.4.0");
      world.kafka().topic("orders", 10, 3);

      kafka().replicas(5).apply();

      assertThat(count("orders", 10, 4)).isEqualTo(6);
      assertThat(count("orders", 10, 5)).isEqualTo(6);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void inDrainsAndForgets() {
      provision(5, "4.4.0");
      world.kafka().topic("orders", 10, 3);

      kafka().replicas(3).apply();

      assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
      assertThat(world.starts().keySet()).containsExactly(1, 2, 3);
      assertThat(world.kafka().brokerConfig).isEmpty();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void inIsRefusedBelowTheLargestReplicationFactor() {
      provision(3, "4.4.0");
      world.kafka().topic("orders", 10, 3);

      assertThatThrownBy(
              () ->
                  kafka()
                      .replicas(2)
                      .config("default.replication.factor", 2)
                      .config("transaction.state.log.replication.factor", 2)
                      .config("share.coordinator.state.topic.replication.factor", 2)
                      .plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("orders")
          .hasMessageContaining("at least 3");
    }

    @Test
    void restoresThrottlesToWhatTheyWere() {
      provision(3, "4.4.0");
      world.kafka().topic("orders", 10, 3);
      world
          .kafka()
          .brokerConfig
          .put(1, new java.util.TreeMap<>(Map.of("leader.replication.throttled.rate", "77")));

      kafka().replicas(4).balance(b -> b.throttle(1000)).apply();

      assertThat(world.kafka().brokerConfig)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(1, Map.of("leader.replication.throttled.rate", "77")));
      assertThat(world.kafka().topicConfig.values()).allMatch(Map::isEmpty);
    }

    private long count(String topic, int partitions, int broker) {
      long count = 0;
      for (int p = 0; p < partitions; p++) {
        count += world.kafka().replicas(topic, p).contains(broker) ? 1 : 0;
      }
      return count;
    }
  }

  @Nested
  class Controllers {
    @Test
    void growOneVoterAtATime() {
      kafka().replicas(3).controllers(1).version("4.4.0").apply();

      kafka().controllers(3).apply();

      assertThat(world.kafka().voterIds()).containsExactly(1001, 1002, 1003);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void shrinkOneVoterAtATime() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();

      kafka().controllers(1).upgrade(u -> u.allowQuorumLoss()).apply();

      assertThat(world.kafka().voterIds()).hasSize(1);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void replaceOneWhoseLogIsGone() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();
      world.wipe(1002);

      kafka().apply();

      assertThat(world.acts).contains("replace 1002");
      assertThat(world.kafka().voterIds()).containsExactly(1001, 1002, 1003);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }
  }

  @Nested
  class Repair {
    @Test
    void bringsUpAllThatWentDownTogether() {
      kafka().replicas(4).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.crash(2);
      world.crash(3);
      world.crash(1003);

      kafka().apply();

      assertThat(kafka().health().isHealthy()).isTrue();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void replacesAllWhoseDataIsGone() {
      kafka().replicas(4).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.wipe(1002);
      world.wipe(2);

      kafka().apply();

      assertThat(world.acts).contains("replace 1002", "replace 2");
      assertThat(kafka().health().isHealthy()).isTrue();
    }
  }

  @Nested
  class Data {
    @Test
    void ofABrokerThatIsGoneIsReplacedFromTheOthers() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.wipe(2);

      kafka().apply();

      assertThat(world.acts).contains("replace 2");
      assertThat(kafka().health().problems()).isEmpty();
    }

    @Test
    void isNeverFormattedAwayWhereItMayBeTheLast() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();
      world.kafka().topic("single", 3, 1);
      world.wipe(2);

      assertThatThrownBy(() -> kafka().apply())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("single-");
      assertThat(world.acts).doesNotContain("replace 2");
    }
  }

  @Nested
  class Configuration {
    @Test
    void isSetWithoutARestartWhereKafkaCan() {
      provision(3, "4.4.0");

      kafka().config("log.retention.ms", 1000).apply();

      assertThat(world.kafka().defaultConfig).containsEntry("log.retention.ms", "1000");
      assertThat(world.starts().values()).containsOnly(1);
      kafka().withoutConfig("log.retention.ms").apply();
      assertThat(world.kafka().defaultConfig).doesNotContainKey("log.retention.ms");
    }

    @Test
    void isRolledOutWhereItNeedsARestart() {
      provision(3, "4.4.0");

      kafka().config("num.partitions", 6).apply();

      assertThat(world.starts().values()).containsOnly(2);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }
  }

  @Nested
  class Rebalancing {
    @Test
    void spreadsWhatLiesUnevenlyAndThenHasNothingToDo() {
      provision(3, "4.4.0");
      world.kafka().topic("orders", 10, 1);
      world.kafka().pile("orders", 1);

      kafka().rebalance().apply();

      assertThat(kafka().rebalance().plan().isEmpty()).isTrue();
      assertThat(world.kafka().replicasOn(1)).isBetween(3L, 4L);
      assertThat(world.kafka().replicasOn(2)).isBetween(3L, 4L);
    }
  }

  @Nested
  class Pools {
    @Test
    void standSideBySideAndKeepTheirSettings() {
      kafka()
          .replicas(3)
          .pool("fast", p -> p.replicas(2).config("log.dirs.hint", 4))
          .version("4.4.0")
          .apply();

      kafka().pool("fast", p -> p.replicas(1)).apply();

      assertThat(world.observe(world.ref("kafka")).nodes())
          .extracting(
              n ->
                  n.spec().pool()
                      + " "
                      + n.spec().revision().properties().containsKey("log.dirs.hint"))
          .containsExactly("broker false", "broker false", "broker false", "fast true");
    }

    @Test
    void spreadOverRacksInTurn() {
      kafka().replicas(4).racks("a", "b", "c").version("4.4.0").apply();

      assertThat(world.observe(world.ref("kafka")).nodes())
          .extracting(n -> n.spec().rack())
          .containsExactly("a", "b", "c", "a");
    }

    @Test
    void refuseWhatIsOnlyThereForTheWholeCluster() {
      assertThatThrownBy(
              () ->
                  kafka().replicas(3).pool("fast", p -> p.config("min.insync.replicas", 1)).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("for the whole cluster only");
      assertThatThrownBy(() -> kafka().replicas(3).config("listeners", "x").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("Katka and the platform decide it");
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
    void ofSeveralBrokersAtATimeAreRefused() {
      assertThatThrownBy(() -> kafka().replicas(3).upgrade(u -> u.maxUnavailable(2)).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("upgrade.maxUnavailable is 2");
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

  @Nested
  class Runs {
    @Test
    void excludeEachOther() {
      Run run = kafka().replicas(3).version("4.4.0").start();
      run.step();

      assertThatThrownBy(() -> world.driver().manage("kafka").replicas(3).apply())
          .isInstanceOf(ClusterLockedException.class)
          .hasMessageContaining("is locked by");
      run.close();
    }

    @Test
    void refuseAPlanTheClusterHasOutgrown() {
      provision(3, "4.4.0");
      PreparedPlan plan = kafka().replicas(4).plan();
      world.kafka().topic("new", 1, 1);

      assertThatThrownBy(plan::apply).isInstanceOf(StalePlanException.class);
    }

    @Test
    void carryOutAPlanAsItWasShown() {
      PreparedPlan plan = kafka().replicas(3).version("4.4.0").plan();

      assertThat(plan.apply().plan()).isEqualTo(plan.plan());
      assertThat(world.kafka().registered()).hasSize(3);
    }

    @Test
    void endWhenCancelledAndGoOnLater() {
      provision(3, "4.3.1");
      Run run = kafka().version("4.4.0").start();
      while (!run.currentStep().contains("roll broker 2")) {
        run.step().ifPresent(world.time::sleep);
      }
      run.cancel();
      assertThatThrownBy(run::drive).hasMessageContaining("Cancelled");

      kafka().version("4.4.0").apply();
      assertThat(world.starts().values()).containsOnly(2);
    }

    @Test
    void neverTakeACorruptJournalForAnEmptyOne() {
      provision(3, "4.4.0");
      world.putNote("journal", "{\"notes\":{\"balance\":\"spread\"},\"crc\":1}");

      assertThatThrownBy(() -> kafka().apply())
          .isInstanceOf(KatkaException.class)
          .hasMessageContaining("corrupt");
    }

    @Test
    void continueAfterTheDriverDiedAtAnyStep() {
      provision(3, "4.3.1");
      world.kafka().topic("orders", 10, 3);
      Set<String> deaths = new LinkedHashSet<>();
      while (dies(deaths, () -> kafka().replicas(5).version("4.4.0"))) {
        world.driverDies();
      }

      assertThat(kafka().replicas(5).version("4.4.0").plan().isEmpty()).isTrue();
      assertThat(world.starts()).isEqualTo(Map.of(1, 2, 2, 2, 3, 2, 4, 1, 5, 1));
      assertThat(world.maxDown).isEqualTo(3);
      assertThat(world.kafka().brokerConfig).isEmpty();
      assertThat(deaths)
          .contains("StepActed roll broker 2/restart", "StepFinished rebalance/balance")
          .hasSizeGreaterThan(20);
    }

    @Test
    void continueAScaleInAfterTheDriverDiedAtAnyStep() {
      provision(5, "4.4.0");
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
  }

  /** Ends a driver where it stands, past every catch of an exception. */
  private static final class DriverDeath extends Error {
    @java.io.Serial private static final long serialVersionUID = 1L;
  }

  @Nested
  class Callers {
    @Test
    void putTheirStepsWhereTheyLike() {
      provision(3, "4.3.1");
      List<String> calls = new ArrayList<>();

      kafka()
          .version("4.4.0")
          .before("restart", () -> Step.of("announce", c -> calls.add("before " + c.step().node())))
          .after("restart", () -> Step.of("celebrate", c -> calls.add("after " + c.step().node())))
          .apply();

      assertThat(calls)
          .containsExactly("before 2", "after 2", "before 3", "after 3", "before 1", "after 1");
    }

    @Test
    void areToldTheKnownNamesWhenTheyMistakeOne() {
      assertThatThrownBy(
              () -> kafka().replicas(1).before("reboot", () -> Step.of("x", c -> {})).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("'reboot'")
          .hasMessageContaining("restart");
    }

    @Test
    void cannotRemoveTheSafetyGate() {
      assertThatThrownBy(() -> kafka().replicas(1).without("gate").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("keep data safe");
    }

    @Test
    void holdARollWithAGateOfTheirOwn() {
      provision(3, "4.3.1");
      var open = new boolean[1];
      try (Run run =
          kafka()
              .version("4.4.0")
              .gate(
                  "office hours",
                  c ->
                      open[0]
                          ? StepOutcome.done()
                          : StepOutcome.notYet(
                              new io.katka.error.Blocker.Custom("office hours", "closed")))
              .start()) {
        for (int i = 0; i < 20; i++) {
          run.step().ifPresent(world.time::sleep);
        }
        assertThat(run.blockers().toString()).contains("closed");
        assertThat(world.acts).noneMatch(act -> act.startsWith("restart"));
        open[0] = true;
        assertThat(run.drive().outcome()).isEqualTo(Outcome.DONE);
      }
    }
  }

  @Nested
  class OfZooKeeperShape {
    @Test
    void provisionAndRollInTwoPhasesThroughTheSameEngine() {
      kafka().replicas(3).version("5.0.0").apply();
      assertThat(world.observe(world.ref("kafka")).nodes()).hasSize(6);
      world.kafka().topic("orders", 6, 3);

      kafka().version("5.1.0").apply();
      String first = kafka().plan().plan().target().config().get("inter.broker.protocol.version");
      Map<Integer, Integer> afterBinaries = world.starts();
      kafka().finalizeVersion().apply();
      String second = kafka().plan().plan().target().config().get("inter.broker.protocol.version");

      assertThat(kafka().plan().plan().target().release().metadata())
          .isEqualTo(MetadataMode.ZOOKEEPER);
      assertThat(first).startsWith("2.0");
      assertThat(second).startsWith("2.1");
      for (int broker : Set.of(1, 2, 3)) {
        assertThat(world.starts().get(broker)).isEqualTo(afterBinaries.get(broker) + 1);
      }
    }
  }

  @Test
  void deletesACluster() {
    provision(3, "4.4.0");

    kafka().delete().apply();

    assertThat(kafka().status().exists()).isFalse();
  }

  @Test
  void bringsADeletedClusterBackAsItWasOverItsVolumes() {
    provision(3, "4.3.1");
    String clusterId = kafka().plan().plan().clusterId();
    kafka().delete().apply();

    kafka().apply();

    assertThat(kafka().plan().plan().clusterId()).isEqualTo(clusterId);
    assertThat(kafka().status().toString()).contains("4.3.1");
    kafka().deleteWithVolumes().apply();
    assertThat(kafka().replicas(3).plan().plan().clusterId()).isEmpty();
  }
}
