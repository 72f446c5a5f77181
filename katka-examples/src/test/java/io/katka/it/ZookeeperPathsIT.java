package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ClusterRequest;
import io.katka.event.KatkaEvent.Outcome;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long ways within the ZooKeeper era, in one roll each, under traffic. */
@Tag("soak")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class ZookeeperPathsIT {
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

  @ParameterizedTest
  @CsvSource({"5.1.0, 5.5.0, 3", "2.0.1, 3.9.2, 1", "2.4.1, 3.9.2, 3"})
  void areGoneInOneRollAndFinalizedWithNothingLost(String from, String to, int members)
      throws Exception {
    request(members).replicas(3).version(from).zookeeper(members).detached().apply();
    try (Traffic traffic = Traffic.over(home);
        Presence presence = Presence.of(home.bootstrap(), 3)) {
      assertThat(request(members).version(to).apply().outcome()).isEqualTo(Outcome.DONE);
      traffic.flows();
      assertThat(home.kafka().finalizeVersion().apply().outcome()).isEqualTo(Outcome.DONE);

      traffic.flows();
      traffic.assertNothingLost();
      assertThat(presence.mostMissing()).isEqualTo(1);
    }
    assertThat(home.kafka().status().toString()).contains(to).doesNotContain(from);
    assertThat(home.kafka().plan().isEmpty()).isTrue();
    assertThat(home.kafka().health().problems()).isEmpty();
  }

  /** While the only member restarts, no metadata changes: that needs consent. */
  private ClusterRequest request(int members) {
    return members > 1 ? home.kafka() : home.kafka().upgrade(u -> u.allowQuorumLoss());
  }
}
