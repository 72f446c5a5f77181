package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.katka.error.ClusterLockedException;
import io.katka.event.KatkaEvent.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time, also when the first one sleeps while the second one works. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LockIT {
  private static final String ROLL = "num.partitions=6";

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
  void aDriverThatSleptPastItsLeaseActsNoMore() throws Exception {
    home.kafka().replicas(3).version("4.4.0").apply();
    Instant before = Instant.now();
    try (Driver first = Driver.start(home, ROLL)) {
      first.goOnUntil("started roll broker 3/restart");
      assertThatTheClusterIsLockedBy(first, before);
      sleep(first);

      assertThat(takeOver()).isEqualTo(Outcome.DONE);

      Map<Integer, Long> twice = Map.of(1, 2L, 2, 2L, 3, 2L);
      assertThat(home.starts()).isEqualTo(twice);
      Map<Integer, String> finished = home.incarnations();
      Signals.send("CONT", first.pid());
      first.goOn();
      assertThat(first.next()).as("what the first one does").isEqualTo(Optional.empty());
      assertThat(first.end()).contains("ClusterLockedException");
      first.awaitExit();
      assertThat(home.incarnations()).isEqualTo(finished).doesNotContainValue("");
      assertThat(home.starts()).isEqualTo(twice);
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().isHealthy()).isTrue();
  }

  private void assertThatTheClusterIsLockedBy(Driver first, Instant before) {
    ClusterLockedException locked =
        catchThrowableOfType(
            ClusterLockedException.class, () -> home.kafka().config("num.partitions", 6).apply());
    assertThat(locked.owner()).startsWith("pid " + first.pid() + " ");
    assertThat(locked.since()).isBetween(before, Instant.now());
  }

  /** Pauses it while it holds nothing that is held for moments only. */
  private void sleep(Driver driver) {
    Await.until(
        driver::log,
        () -> {
          Signals.send("STOP", driver.pid());
          if (home.isGuardFree()) {
            return true;
          }
          Signals.send("CONT", driver.pid());
          return false;
        });
  }

  /** Applies until the lease of the sleeping one is over. */
  private Outcome takeOver() {
    var outcome = new Outcome[1];
    Await.until(
        () -> "still locked",
        () -> {
          outcome[0] = home.kafka().config("num.partitions", 6).apply().outcome();
          return true;
        });
    return outcome[0];
  }
}
