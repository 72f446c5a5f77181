package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.error.StepFailedException;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.internal.planner.PlannedNodes;
import io.katka.plan.PlannedStep;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.step.Step;
import io.katka.workflow.StepNames;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How clusters come to be, over a small world in memory. */
class ProvisioningTest extends Stories {
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
  void letsFollowersAskANewLeaderAgainSoonUnlessTheCallerSaysWhen() {
    provision(3, "4.4.0");
    assertThat(kafka().plan().plan().target().config())
        .containsEntry("replica.fetch.backoff.ms", "200");

    assertThat(kafka().config("replica.fetch.backoff.ms", 1_000).apply().plan().target().config())
        .containsEntry("replica.fetch.backoff.ms", "1000");
  }

  @Test
  void leavesAClusterAsItIsThatWasFoundedWithOtherDefaults() {
    provision(3, "4.4.0");
    kafka().withoutConfig("replica.fetch.backoff.ms").apply();

    assertThat(kafka().replicas(3).version("4.4.0").plan().isEmpty()).isTrue();
    assertThat(kafka().replicas(4).apply().plan().target().config())
        .doesNotContainKey("replica.fetch.backoff.ms");
  }

  @Test
  void setsNothingThatTheQuorumSetByItself() {
    world.kafka().defaultConfig.put("min.insync.replicas", "2");

    provision(3, "4.4.0");

    assertThat(world.kafka().defaultConfigAltered).isZero();
    kafka().config("min.insync.replicas", 1).apply();
    assertThat(world.kafka().defaultConfigAltered).isOne();
    assertThat(world.kafka().defaultConfig).containsEntry("min.insync.replicas", "1");
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
        .hasMessageContaining("min.insync.replicas is 4, allowed: 1 to default.replication.factor");
    assertThat(world.acts).isEmpty();
  }

  @Test
  void makesDedicatedControllersOnRequest() {
    kafka().replicas(3).controllers(3).version("4.4.0").apply();

    assertThat(world.kafka().voterIds()).containsExactly(1001, 1002, 1003);
    assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
  }

  @Test
  void newBrokersComeUpBesideTheControllers() {
    Run run = dedicated(3).version("4.4.0").start();
    while (!world.starts().containsKey(3)) {
      run.step().ifPresent(world.time::sleep);
    }

    assertThat(world.observe(world.ref("kafka")).nodes())
        .filteredOn(node -> node.spec().kind() == NodeKind.CONTROLLER)
        .hasSize(3)
        .allMatch(node -> node.phase() == NodePhase.STARTING);
    while (!run.completion().isDone()) {
      run.step().ifPresent(world.time::sleep);
    }
    assertThat(run.completion()).isCompletedWithValueMatching(r -> r.outcome() == Outcome.DONE);
    assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
  }

  @Test
  void theFirstBrokerThatIsUpIsConfiguredWhileOthersComeUp() {
    Run run = dedicated(3).version("4.4.0").start();
    stepsTo(run, "await-quorum");
    List.of(1, 2, 3).forEach(world::stop);
    stepsTo(run, "configure");
    run.step().ifPresent(world.time::sleep);
    run.step().ifPresent(world.time::sleep);

    assertThat(run.blockers())
        .extracting(since -> since.blocker().describe())
        .hasSize(3)
        .allMatch(reason -> reason.contains("STOPPED"));
    world.start(2);
    stepsTo(run, "await-registered");
    assertThat(world.kafka().defaultConfig).containsEntry("min.insync.replicas", "2");
    assertThat(world.kafka().registered()).containsExactly(2);
    world.start(1);
    world.start(3);
    stepsTo(run, "the end");
    assertThat(run.completion()).isCompletedWithValueMatching(r -> r.outcome() == Outcome.DONE);
  }

  @Test
  void brokersThatAllFailedAreToldAndNotWaitedFor() {
    Run run = dedicated(3).version("4.4.0").start();
    stepsTo(run, "await-quorum");
    List.of(1, 2, 3).forEach(world::crash);

    assertThatThrownBy(() -> stepsTo(run, "the end"))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("provision/configure: node 1 does not run");
  }

  private void stepsTo(Run run, String step) {
    for (int i = 0; i < 1_000; i++) {
      if (run.completion().isDone() || run.currentStep().endsWith(step)) {
        return;
      }
      run.step().ifPresent(world.time::sleep);
    }
    throw new AssertionError("it never comes to " + step + ", but waits for " + run.blockers());
  }

  @Test
  void brokersWaitForControllersThatMayHaveMuchToRecover() {
    dedicated(3).version("4.4.0").apply();
    List.of(1, 2, 3, 1001, 1002, 1003).forEach(world::stop);

    assertThat(kafka().plan().plan().steps())
        .extracting(PlannedStep::name)
        .containsSubsequence(
            StepNames.START_CONTROLLERS, StepNames.AWAIT_QUORUM, StepNames.START_BROKERS);
  }

  @Test
  void aNewClusterIsSpreadOverTheZones() {
    world.zones = List.of("a", "b", "c");

    assertThat(kafka().replicas(4).version("4.4.0").plan().plan().notes())
        .contains("brokers are spread over the zones [a, b, c], which are their racks");
    provision(4, "4.4.0");

    assertThat(racks()).containsExactly("a", "b", "c", "a");
    world.zones = List.of("a", "b");
    assertThat(kafka().plan().isEmpty()).isTrue();
    kafka().replicas(5).apply();
    assertThat(racks()).containsExactly("a", "b", "c", "a", "b");
  }

  @Test
  void zonesAreNoRacksWhereRacksAreGivenOrThereIsNothingToSpread() {
    world.zones = List.of("a", "b");

    assertThat(racks(kafka().replicas(1).plan())).containsExactly("");
    assertThat(racks(kafka().replicas(2).racks("x").plan())).containsExactly("x", "x");
    assertThat(racks(kafka().replicas(1).pool("more", p -> p.racks(List.of("x"))).plan()))
        .containsExactly("", "x");
    world.zones = List.of("a");
    assertThat(racks(kafka().replicas(2).plan())).containsExactly("", "");
  }

  @Test
  void aClusterThatIsThereGetsNoRacks() {
    provision(2, "4.4.0");
    world.zones = List.of("a", "b");

    kafka().replicas(3).apply();

    assertThat(racks()).containsExactly("", "", "");
  }

  private List<String> racks() {
    return world.observe(world.ref("kafka")).nodes().stream().map(n -> n.spec().rack()).toList();
  }

  private static List<String> racks(PreparedPlan plan) {
    return PlannedNodes.of(plan.plan()).stream().map(NodeSpec::rack).toList();
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

  @Test
  void goesOnWhereOnlyTheControllersHadCome() {
    ClusterRequest brokenOff =
        kafka()
            .replicas(3)
            .controllers(3)
            .version("4.4.0")
            .before(
                StepNames.START_BROKERS,
                () ->
                    Step.of(
                        "break",
                        context -> {
                          throw new IllegalStateException("the program is gone");
                        }));
    assertThatThrownBy(brokenOff::apply).isInstanceOf(StepFailedException.class);
    assertThat(world.starts()).containsOnlyKeys(1001, 1002, 1003);

    provision(3, "4.4.0");

    assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
  }

  @Test
  void deletesACluster() {
    provision(3, "4.4.0");

    kafka().delete().apply();

    assertThat(kafka().status().exists()).isFalse();
  }
}
