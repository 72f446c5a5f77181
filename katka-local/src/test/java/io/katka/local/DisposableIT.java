package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.ClusterRef;
import io.katka.spi.ClusterLock;
import io.katka.state.NodePhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of which nothing is needed any more; with processes that have no Kafka in them. */
class DisposableIT {
  @TempDir Path directory;
  @TempDir Path home;
  private LocalClusters clusters;
  private LocalPlatform platform;
  private ClusterRef ref;

  @BeforeEach
  void open() throws IOException {
    FakeRelease.unpack(home);
    clusters =
        new LocalClusters(
            directory,
            builder -> builder.kafkaHome(FakeRelease.RELEASE.version(), home).disposable());
    platform = clusters.platform;
    ref = platform.ref("thrown-away");
  }

  @AfterEach
  void leaveNothingBehind() {
    clusters.close();
  }

  private List<ProcessHandle> started() {
    try (ClusterLock lock = clusters.lock(ref)) {
      var foundation = LocalClusters.foundation(ref.name(), FakeRelease.RELEASE, Map.of());
      platform.prepare(lock, ref, foundation);
      platform.start(lock, ref, FakeRelease.broker(1, Map.of()));
      platform.start(lock, ref, FakeRelease.broker(2, Map.of()));
      clusters.awaitPhase(ref, NodePhase.RUNNING, 1, 2);
    }
    return List.of(platform.process(ref, 1).orElseThrow(), platform.process(ref, 2).orElseThrow());
  }

  @Test
  void areEndedAndRemovedAtOnceWhoeverHoldsThem() {
    List<ProcessHandle> nodes = started();

    try (ClusterLock lock = clusters.lock(ref)) {
      platform.discard(ref, false);
      assertThat(lock.isHeld()).isTrue();
    }

    assertThat(nodes).noneMatch(ProcessHandle::isAlive);
    assertThat(directory.resolve(ref.name())).doesNotExist();
    assertThat(platform.observe(ref).foundation()).isEmpty();
  }

  @Test
  void canBeLeftToBeLookedInto() {
    started();

    platform.discard(ref, true);

    assertThat(Files.exists(directory.resolve(ref.name()).resolve("nodes/1/server.properties")))
        .isTrue();
  }

  @Test
  void endWithTheirPlatform() {
    List<ProcessHandle> nodes = started();

    platform.close();

    assertThat(nodes).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void showAKilledNodeAsFailedBecauseNobodyAskedForIt() {
    ProcessHandle first = started().get(0);

    first.destroyForcibly();

    clusters.awaitPhase(ref, NodePhase.FAILED, 1);
    assertThat(platform.process(ref, 1)).isEmpty();
    assertThat(platform.process(ref, 2)).isPresent();
  }
}
