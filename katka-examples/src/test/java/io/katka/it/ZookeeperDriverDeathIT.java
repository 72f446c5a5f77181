package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link DriverDeathIT} for the raise of a cluster's protocol level; its roll is rolled before. */
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ZookeeperDriverDeathIT {
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
  void atEachStepOfFinalizingUnderTraffic() throws Exception {
    home.kafka().replicas(3).version("5.0.0").detached().apply();
    home.kafka().version("5.1.0").apply();
    try (Traffic traffic = Traffic.over(home);
        Presence presence = Presence.of(home.bootstrap(), 3)) {
      Set<String> finalize =
          home.kafka().finalizeVersion().plan().plan().steps().stream()
              .map(step -> step.name())
              .collect(Collectors.toSet());
      assertThat(Deaths.atEachStep(line -> Driver.start(home, line), "finalize=yes"))
          .containsAll(finalize);
      assertThat(home.starts())
          .containsEntry(1001, 2L)
          .containsEntry(1002, 2L)
          .containsEntry(1003, 2L)
          .containsEntry(1, 3L)
          .containsEntry(2, 3L)
          .containsEntry(3, 3L);

      traffic.assertNothingLost();
      assertThat(presence.mostMissing()).isLessThanOrEqualTo(1);
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().problems()).isEmpty();
  }
}
