package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.Katka;
import io.katka.error.InvalidSpecException;
import io.katka.error.KatkaException;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real brokers within this JVM, run by Katka as on any other platform. */
class JvmPlatformIT {
  @TempDir Path directory;
  private JvmPlatform platform;
  private Katka katka;

  @BeforeEach
  void open() {
    platform = new JvmPlatform(directory);
    katka = Katka.builder().platform(platform).build();
  }

  @AfterEach
  void close() {
    katka.close();
  }

  @Test
  void aClusterIsProvisionedScaledRolledAndDeleted() {
    katka.manage("kafka").version("4.3.1").apply();
    katka.manage("kafka").replicas(2).apply();
    katka
        .manage("kafka")
        .version("4.4.0")
        .upgrade(policy -> policy.allowUnavailable("*").allowQuorumLoss())
        .apply();

    assertThat(platform.observe(platform.ref("kafka")).nodes())
        .hasSize(2)
        .allMatch(PlatformNode::runsItsSpec)
        .allMatch(node -> node.spec().revision().release().version().equals("4.4.0"));
    assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
    assertThat(platform.logTail(platform.ref("kafka"), 1, 50)).isNotEmpty();

    katka.manage("kafka").deleteWithVolumes().apply();
    assertThat(katka.manage("kafka").status().exists()).isFalse();
    assertThat(directory.resolve("kafka")).doesNotExist();
  }

  @Test
  void whatKafkaWouldEndItsJvmForEndsTheNodeOnly() {
    // Less than the least that the log cleaner starts with.
    assertThatThrownBy(
            () -> katka.manage("kafka").config("log.cleaner.dedupe.buffer.size", 1).apply())
        .isInstanceOf(KatkaException.class);

    assertThat(platform.observe(platform.ref("kafka")).nodes())
        .allMatch(node -> node.phase() == NodePhase.FAILED);
  }

  @Test
  void eachPlatformHasItsNodesLogWhoeverLoadedTheirClasses(@TempDir Path another) {
    katka.manage("kafka").version("4.4.0").apply();
    try (Katka other = Katka.builder().platform(new JvmPlatform(another)).build()) {
      other.manage("kafka").version("4.4.0").apply();

      assertThat(another.resolve("server.log")).content().contains("INFO");
    }
  }

  @Test
  void aReleaseThatCannotRunHereIsRefusedBefore() {
    assertThatThrownBy(() -> katka.manage("kafka").version("5.1.0").plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("ZooKeeper");
    assertThat(List.of(directory.toFile().list())).isEmpty();
  }
}
