package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ClusterOperation;
import io.katka.workflow.StepNames;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link DriverDeathIT} for a cluster with a ZooKeeper ensemble. */
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
  void atEveryStepOfTheStartOfTheRollAndOfItsFinalizingUnderTraffic() throws Exception {
    assertThat(Deaths.atEachStep(this::driver, "replicas=3", "version=5.0.0", "detached=yes"))
        .contains(
            StepNames.START_CONTROLLERS,
            StepNames.AWAIT_QUORUM,
            StepNames.CLAIM_ENSEMBLE,
            StepNames.START_BROKERS,
            StepNames.AWAIT_REGISTERED);
    assertThatStartsAre(1, 1);

    try (Traffic traffic = Traffic.over(home);
        Presence presence = Presence.of(home.bootstrap(), 3)) {
      Set<String> roll = names(home.kafka().version("5.1.0"));
      assertThat(Deaths.atEachStep(this::driver, "version=5.1.0")).containsAll(roll);
      assertThatStartsAre(2, 2);

      Set<String> finalize = names(home.kafka().finalizeVersion());
      assertThat(Deaths.atEachStep(this::driver, "finalize=yes")).containsAll(finalize);
      assertThatStartsAre(2, 3);

      traffic.assertNothingLost();
      assertThat(presence.mostMissing()).isLessThanOrEqualTo(1);
    }
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().problems()).isEmpty();
  }

  private void assertThatStartsAre(long ofMembers, long ofBrokers) {
    assertThat(home.starts())
        .isEqualTo(
            Map.of(
                1, ofBrokers, 2, ofBrokers, 3, ofBrokers, 1001, ofMembers, 1002, ofMembers, 1003,
                ofMembers));
  }

  private Driver driver(String... line) throws Exception {
    return Driver.start(home, line);
  }

  private static Set<String> names(ClusterOperation operation) {
    return operation.plan().plan().steps().stream()
        .map(step -> step.name())
        .collect(Collectors.toSet());
  }
}
