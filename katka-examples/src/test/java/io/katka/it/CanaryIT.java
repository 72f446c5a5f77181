package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.katka.error.StepFailedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A version whose broker ends at its start costs one broker one more restart, and nothing else. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CanaryIT {
  @TempDir Path directory;
  @TempDir Path broken;
  private Home home;

  @BeforeEach
  void open() throws Exception {
    Path distribution = FakeDistribution.in(broken);
    home = new Home(directory, platform -> platform.kafkaHome("4.4.0", distribution));
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    home.close();
  }

  @Test
  void goesBackToTheOldVersionAndTellsWhy() throws Exception {
    home.kafka().replicas(3).version("4.3.1").detached().apply();
    try (Traffic traffic = Traffic.over(home)) {
      Map<Integer, String> before = home.incarnations();

      StepFailedException failure =
          catchThrowableOfType(
              StepFailedException.class, () -> home.kafka().version("4.4.0").apply());

      assertThat(failure.step()).startsWith("roll broker ");
      assertThat(failure)
          .hasMessageContaining("does not run 4.4.0")
          .hasMessageContaining("exit code 1");
      assertThat(failure.logTail()).contains(FakeDistribution.LAST_WORDS);
      assertThatOnlyOneWasRestarted(before);
      traffic.flows();
      traffic.assertNothingLost();
    }
    assertThat(home.kafka().health().isHealthy()).isTrue();
    assertThat(home.kafka().status().toString()).contains("4.3.1").doesNotContain("4.4.0");
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().plan().plan().target().release().version()).isEqualTo("4.3.1");
  }

  private void assertThatOnlyOneWasRestarted(Map<Integer, String> before) {
    Map<Integer, String> after = new TreeMap<>(home.incarnations());
    assertThat(after).doesNotContainValue("");
    after.entrySet().removeAll(before.entrySet());
    assertThat(after).hasSize(1);
  }
}
