package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ClusterOperation;
import io.katka.Run;
import io.katka.error.Blocker;
import io.katka.event.BlockedSince;
import io.katka.workflow.StepNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first days of one cluster with an ensemble, on which everything goes wrong: programs are
 * killed at each step of its start and of its roll to the next release, under traffic; when the
 * protocol level is raised, which rolls brokers once more, somebody else is moving replicas,
 * members are killed, and a broker loses its session.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ZookeeperFaultsIT {
  private static final int LOOKS = 4;
  private static final List<Integer> MEMBERS = List.of(1001, 1002, 1003);

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(directory);
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    home.close();
  }

  @Test
  void areWaitedForAndGoneOnFrom() throws Exception {
    programsAreKilledAtEachStepOfTheStart();
    try (Traffic traffic = Traffic.over(home);
        Presence presence = Presence.of(home.bootstrap(), 3)) {
      programsAreKilledAtEachStepOfTheRoll();
      aReassignmentOfSomebodyElseIsWaitedForAndNeverOverwritten();
      raiseUntilItWaitsForTheKilledMember(follower(), traffic);
      raiseUntilItWaitsForTheKilledMember(leader(), traffic);
      aBrokerWithoutASessionIsOneThatCannotBeSeen();

      traffic.flows();
      traffic.assertNothingLost();
      assertThat(presence.mostMissing()).isEqualTo(1);
    }
    assertThat(home.starts()).containsEntry(1, 3L).containsEntry(2, 3L).containsEntry(3, 3L);
    assertThat(MEMBERS).extracting(home.starts()::get).containsExactlyInAnyOrder(2L, 3L, 3L);
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().finalizeVersion().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().problems()).isEmpty();
  }

  private void programsAreKilledAtEachStepOfTheStart() throws Exception {
    assertThat(Deaths.atEachStep(this::driver, "replicas=3", "version=5.0.0", "detached=yes"))
        .contains(
            StepNames.START_CONTROLLERS,
            StepNames.AWAIT_QUORUM,
            StepNames.CLAIM_ENSEMBLE,
            StepNames.START_BROKERS,
            StepNames.AWAIT_REGISTERED);
    assertThat(home.starts().values()).containsExactly(1L, 1L, 1L, 1L, 1L, 1L);
  }

  private void programsAreKilledAtEachStepOfTheRoll() throws Exception {
    Set<String> roll = names(home.kafka().version("5.1.0"));

    assertThat(Deaths.atEachStep(this::driver, "version=5.1.0")).containsAll(roll);

    assertThat(home.starts().values()).containsExactly(2L, 2L, 2L, 2L, 2L, 2L);
  }

  private Driver driver(String... line) throws Exception {
    return Driver.start(home, line);
  }

  private static Set<String> names(ClusterOperation operation) {
    return operation.plan().plan().steps().stream()
        .map(step -> step.name())
        .collect(Collectors.toSet());
  }

  private void aReassignmentOfSomebodyElseIsWaitedForAndNeverOverwritten() throws Exception {
    try (ForeignMove foreign = ForeignMove.begin(home)) {
      try (Run roll = home.kafka().finalizeVersion().start()) {
        goOnUntilItWaits(roll, Blocker.ForeignReassignment.class::isInstance);
        nothingIsStopped(roll);
      }
      assertThat(foreign.isUntouched()).isTrue();
      try (Run balance = home.kafka().rebalance().start()) {
        goOnUntilItWaits(balance, blocker -> blocker.describe().contains("batch before"));
        assertThat(foreign.isUntouched()).isTrue();
        foreign.atFullSpeed();
        goOnToTheEnd(balance);
      }
      assertThat(foreign.isOver()).isTrue();
    }
    assertThat(home.kafka().rebalance().plan().isEmpty()).isTrue();
  }

  /** Kills a member while a broker is being rolled: no other broker is stopped without it. */
  private void raiseUntilItWaitsForTheKilledMember(int member, Traffic traffic) {
    try (Run run = home.kafka().finalizeVersion().start()) {
      goOnUntil(run, "roll broker \\d+/await-registered");
      home.kill(member);
      goOnUntilItWaits(run, blocker -> blocker.describe().contains(Integer.toString(member)));
      nothingIsStopped(run);
      traffic.flows();
    }
  }

  private int follower() {
    int leader = leader();
    return MEMBERS.stream().filter(id -> id != leader).findFirst().orElseThrow();
  }

  private int leader() {
    return home.kafka()
        .status()
        .observed()
        .kafka()
        .flatMap(kafka -> kafka.quorum())
        .orElseThrow()
        .leaderId();
  }

  private void aBrokerWithoutASessionIsOneThatCannotBeSeen() {
    try (Run run = home.kafka().finalizeVersion().start()) {
      goOnUntil(run, "roll broker \\d+/gate");
      int last = Integer.parseInt(run.currentStep().replaceAll("\\D", ""));
      int paused = last % 3 + 1;
      home.pause(paused);
      goOnUntilItWaits(
          run,
          blocker ->
              blocker instanceof Blocker.CannotSee
                  && blocker
                      .describe()
                      .contains("node " + paused + ": it runs, but has no session with ZooKeeper"));
      nothingIsStopped(run);
      assertThat(home.kafka().health().problems().toString()).contains("no session with ZooKeeper");
      home.resume(paused);
      goOnToTheEnd(run);
    }
  }

  /** While it waits no node is stopped or started. */
  private void nothingIsStopped(Run run) {
    Map<Integer, String> before = home.incarnations();
    for (int look = 0; look < LOOKS; look++) {
      goOn(run);
      assertThat(run.blockers()).isNotEmpty();
    }
    assertThat(home.incarnations()).isEqualTo(before);
  }

  private static void goOnUntil(Run run, String step) {
    while (!run.currentStep().matches(step)) {
      assertThat(goOn(run)).as("went on to " + step).isTrue();
    }
  }

  private static void goOnUntilItWaits(Run run, Predicate<Blocker> reason) {
    Await.until(
        () -> run.currentStep() + " waits for " + run.blockers(),
        () -> {
          assertThat(goOn(run)).isTrue();
          return run.blockers().stream().map(BlockedSince::blocker).anyMatch(reason);
        });
  }

  private static void goOnToTheEnd(Run run) {
    while (goOn(run)) {
      assertThat(run.progress()).isBetween(0.0, 1.0);
    }
  }

  /** One portion of the run and the wait after it; false once it ended. */
  private static boolean goOn(Run run) {
    var wait = run.step();
    wait.ifPresent(Await::pause);
    return wait.isPresent();
  }
}
