package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.Run;
import io.katka.error.Blocker;
import io.katka.event.BlockedSince;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be seen is never taken for well: no node is restarted meanwhile. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CannotSeeIT {
  private static final int LOOKS = 5;

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
  void aPausedBrokerHoldsARollAndSoDoesAClusterThatDoesNotAnswer() throws Exception {
    home.kafka().replicas(3).version("4.4.0").detached().apply();
    try (Traffic traffic = Traffic.over(home);
        Run run = home.kafka().config("num.partitions", 6).start()) {
      List<Integer> order =
          run.plan().steps().stream()
              .filter(step -> step.name().equals("restart"))
              .map(step -> step.node())
              .toList();
      assertThat(order).hasSize(3);

      goOnUntil(run, "roll broker " + order.get(0) + "/gate");
      holdsWhile(run, List.of(order.get(2)));

      goOnUntil(run, "roll broker " + order.get(2) + "/gate");
      holdsWhile(run, order);

      while (goOn(run)) {
        assertThat(run.progress()).isBetween(0.0, 1.0);
      }
      assertThat(home.starts()).isEqualTo(Map.of(1, 2L, 2, 2L, 3, 2L));
      traffic.flows();
      traffic.assertNothingLost();
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
  }

  /** Pauses nodes, makes sure that the run waits because of that, and lets them go on. */
  private void holdsWhile(Run run, List<Integer> paused) {
    Map<Integer, String> before = home.incarnations();
    paused.forEach(home::pause);
    Await.until(
        () -> "it waits for " + run.blockers(),
        () -> {
          assertThat(goOn(run)).isTrue();
          assertThat(home.incarnations()).isEqualTo(before);
          return cannotSee(run);
        });
    for (int look = 0; look < LOOKS; look++) {
      goOn(run);
      assertThat(run.blockers()).isNotEmpty();
    }
    assertThat(home.incarnations()).isEqualTo(before);
    paused.forEach(home::resume);
  }

  private static boolean cannotSee(Run run) {
    return run.blockers().stream()
        .map(BlockedSince::blocker)
        .filter(Blocker.CannotSee.class::isInstance)
        .anyMatch(blocker -> !blocker.describe().contains("second time"));
  }

  private static void goOnUntil(Run run, String step) {
    while (!run.currentStep().equals(step)) {
      assertThat(goOn(run)).as("went on to " + step).isTrue();
    }
  }

  /** One portion of the run and the wait after it; false once it ended. */
  private static boolean goOn(Run run) {
    Optional<Duration> wait = run.step();
    wait.ifPresent(Await::pause);
    return wait.isPresent();
  }
}
