package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.ClusterLockedException;
import io.katka.local.NodeRecord.ProcessRecord;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spi.ClusterLock;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How processes are started, found, and left; with processes that have no Kafka in them. */
class NodeProcessesIT {
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
            directory, builder -> builder.kafkaHome(FakeRelease.RELEASE.version(), home));
    platform = clusters.platform;
    ref = platform.ref("driven");
  }

  @AfterEach
  void leaveNothingBehind() {
    clusters.close();
  }

  @Test
  void aReleaseThatExitsAtOnceIsSeenAsFailedWithItsCodeAndLastWords() {
    try (ClusterLock lock = prepared()) {
      platform.start(lock, ref, FakeRelease.broker(1, Map.of("test.exit", "3")));
      clusters.awaitPhase(ref, NodePhase.FAILED, 1);
      Await.until(
          () -> clusters.describe(ref),
          () -> clusters.node(ref, 1).detail().contains("exit code 3"));
      assertThat(platform.logTail(ref, 1, 1)).containsExactly("this release does not start");
      assertThat(clusters.node(ref, 1).runningFingerprint()).isEmpty();

      platform.restart(lock, ref, FakeRelease.broker(1, Map.of()));
      clusters.awaitPhase(ref, NodePhase.RUNNING, 1);
    }
  }

  @Test
  void aTakenPortIsAClearErrorAndNotAnotherPort() throws IOException {
    NodeSpec node = FakeRelease.broker(1, Map.of());
    try (ClusterLock lock = prepared()) {
      started(lock, node);
      stopped(lock, 1);
      int port = cluster().ports().get(1).client();
      try (var thief = new ServerSocket(port, 1, InetAddress.getByName(Ports.HOST))) {
        platform.start(lock, ref, node);
        clusters.awaitPhase(ref, NodePhase.FAILED, 1);
        assertThat(clusters.node(ref, 1).detail())
            .contains("its port " + thief.getLocalPort() + " is taken by another process");
      }
      started(lock, node);
      assertThat(cluster().ports().get(1).client()).isEqualTo(port);
    }
  }

  @Test
  void aForeignProcessWithAReusedPidIsNeitherTakenForOursNorTouched() throws Exception {
    Process foreign = new ProcessBuilder("sleep", "120").start();
    try (ClusterLock lock = prepared()) {
      NodeSpec node = FakeRelease.broker(1, Map.of());
      started(lock, node);
      stopped(lock, 1);
      NodeFiles files = cluster().node(1);
      NodeRecord record = files.read().orElseThrow();
      ProcessRecord old = record.lastProcess().orElseThrow();
      long start = ProcessIdentity.startMillis(foreign.toHandle());
      files.write(
          record.process(
              new ProcessRecord(old.token(), foreign.pid(), start, old.fingerprint(), 0)));

      assertThat(clusters.node(ref, 1).phase()).isEqualTo(NodePhase.FAILED);
      platform.stop(lock, ref, 1);
      assertThat(foreign.isAlive()).isTrue();
      assertThat(clusters.node(ref, 1).phase()).isEqualTo(NodePhase.STOPPED);
      started(lock, node);
      platform.close();
      assertThat(foreign.isAlive()).isTrue();
    } finally {
      foreign.destroyForcibly().waitFor();
    }
  }

  @Test
  void theTerminalsSignalsDoNotReachANode() throws Exception {
    try (ClusterLock lock = prepared()) {
      started(lock, FakeRelease.broker(1, Map.of()));
      PlatformNode before = clusters.node(ref, 1);
      signal("INT", clusters.process(ref, 1).pid());
      signal("HUP", clusters.process(ref, 1).pid());
      stopped(lock, 1);
      assertThat(clusters.node(ref, 1).detail()).isEmpty();
      assertThat(before.phase()).isEqualTo(NodePhase.RUNNING);
      Await.until(
          () -> "exit code " + cluster().node(1).exitCode(before.incarnation()),
          () -> cluster().node(1).exitCode(before.incarnation()).orElseThrow() == 143);
    }
  }

  @Test
  void twoProcessesOfOneNodeNeverRunTogether() throws Exception {
    try (ClusterLock lock = prepared()) {
      started(lock, FakeRelease.broker(1, Map.of()));
      NodeFiles node = cluster().node(1);
      Process second =
          new ProcessBuilder(
                  CommandLine.command(List.of(), JavaHome.ofThisProgram(), "another", node))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("second.log").toFile())
              .start();
      assertThat(second.waitFor()).isEqualTo(75);
      assertThat(directory.resolve("second.log"))
          .content()
          .contains("Another process of this node runs already");
      assertThat(clusters.node(ref, 1).phase()).isEqualTo(NodePhase.RUNNING);
    }
  }

  @Test
  void aNodeStartedByADriverThatDiedBeforeItNotedThePidIsFound() {
    try (ClusterLock lock = prepared()) {
      started(lock, FakeRelease.broker(1, Map.of()));
      NodeFiles node = cluster().node(1);
      NodeRecord record = node.read().orElseThrow();
      ProcessRecord known = record.lastProcess().orElseThrow();
      node.write(record.process(ProcessRecord.launching(known.token(), known.fingerprint())));

      assertThat(clusters.node(ref, 1).runsItsSpec()).isTrue();
      stopped(lock, 1);
    }
  }

  @Test
  void aStopThatADriverRecordedAndDidNotCarryOutIsFinishedByTheNextOne() {
    try (ClusterLock lock = prepared()) {
      started(lock, FakeRelease.broker(1, Map.of()));
      NodeFiles node = cluster().node(1);
      node.write(node.read().orElseThrow().stopAsked(1));
      assertThat(clusters.node(ref, 1).phase()).isEqualTo(NodePhase.STOPPING);
      assertThat(clusters.node(ref, 1).detail()).contains("was asked to stop");
    }
    clusters.lock(ref).close();
    clusters.awaitPhase(ref, NodePhase.STOPPED, 1);
  }

  @Test
  void aRestartAcceptedUnderALockIsNotCompletedOnceSomebodyElseHoldsTheCluster() {
    NodeSpec changed = FakeRelease.broker(1, Map.of("changed", "yes"));
    ClusterLock lock = prepared();
    started(lock, FakeRelease.broker(1, Map.of()));
    ProcessHandle process = clusters.process(ref, 1);
    var file = new LocalLock.LockFile(directory.resolve(".katka").resolve("driven.lock"));
    LockRecord mine = file.read().orElseThrow();
    // Held still, the node cannot end before the other one has taken over.
    signal("STOP", process.pid());
    platform.restart(lock, ref, changed);
    file.write(
        new LockRecord(
            "another",
            "its token",
            mine.pid(),
            mine.pidStartMillis(),
            mine.sinceMillis(),
            mine.renewedAtMillis(),
            mine.leaseMillis()));
    signal("CONT", process.pid());

    clusters.awaitPhase(ref, NodePhase.STOPPED, 1);
    assertThat(clusters.node(ref, 1).spec()).isEqualTo(changed);
    assertThatThrownBy(() -> platform.restart(lock, ref, changed))
        .isInstanceOf(ClusterLockedException.class)
        .hasMessageContaining("another");
    file.write(mine);
    platform.start(lock, ref, changed);
    clusters.awaitPhase(ref, NodePhase.RUNNING, 1);
    assertThat(clusters.node(ref, 1).runsItsSpec()).isTrue();
    lock.close();
  }

  @Nested
  class OfAnotherProgram {
    private Process driver;

    @BeforeEach
    void run() throws IOException {
      driver =
          new ProcessBuilder(
                  System.getProperty("java.home")
                      + File.separator
                      + "bin"
                      + File.separator
                      + "java",
                  "-Xmx64m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Driver.class.getName(),
                  directory.toString(),
                  home.toString())
              .inheritIO()
              .start();
      Await.until(() -> "driver " + driver, () -> platform.observe(ref).nodes().size() == 2);
      clusters.awaitPhase(ref, NodePhase.RUNNING, 1, 2);
    }

    @AfterEach
    void end() throws InterruptedException {
      driver.destroyForcibly().waitFor();
    }

    @Test
    void liveOnWhenItIsKilledAndAreResumed() throws Exception {
      assertThatThrownBy(() -> clusters.lock(ref))
          .isInstanceOf(ClusterLockedException.class)
          .hasMessageContaining("the driver");
      List<PlatformNode> before = platform.observe(ref).nodes();

      driver.destroyForcibly().waitFor();

      assertThat(platform.observe(ref).nodes()).isEqualTo(before);
      try (ClusterLock lock = clusters.lock(ref)) {
        stopped(lock, 1);
        started(lock, FakeRelease.broker(1, Map.of()));
      }
      platform.close();
      assertThat(platform.observe(ref).nodes()).allMatch(n -> n.phase() == NodePhase.STOPPED);
    }

    @Test
    void stopWhenItIsInterrupted() throws Exception {
      signal(ignoresInterrupts(driver) ? "TERM" : "INT", driver.pid());
      assertThat(driver.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(platform.observe(ref).nodes())
          .hasSize(2)
          .allMatch(node -> node.phase() == NodePhase.STOPPED);
    }

    /** As it does where these tests run in the background of a shell. */
    private static boolean ignoresInterrupts(Process process) throws IOException {
      Path status = Path.of("/proc/" + process.pid() + "/status");
      return Files.exists(status)
          && Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .mapToLong(line -> Long.parseLong(line.substring(7).strip(), 16))
              .anyMatch(ignored -> (ignored & 2) != 0);
    }
  }

  @Test
  void nodesOfADetachedClusterLiveOnAndFilesAreTheOwnersOnly() throws IOException {
    Foundation attached = LocalClusters.foundation("driven", FakeRelease.RELEASE, Map.of());
    try (ClusterLock lock = clusters.lock(ref)) {
      platform.prepare(lock, ref, attached.spec(attached.spec().detached(true), null));
      started(lock, FakeRelease.broker(1, Map.of()));
    }
    platform.close();
    assertThat(clusters.node(ref, 1).phase()).isEqualTo(NodePhase.RUNNING);
    NodeFiles node = cluster().node(1);
    for (Path file : List.of(node.recordFile(), node.properties(), node.jvmArguments())) {
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }
    assertThat(Files.getPosixFilePermissions(cluster().directory())).hasSize(3);
  }

  private ClusterLock prepared() {
    ClusterLock lock = platform.lock(ref, "a test", Duration.ofMinutes(1));
    platform.prepare(lock, ref, LocalClusters.foundation("driven", FakeRelease.RELEASE, Map.of()));
    return lock;
  }

  private void started(ClusterLock lock, NodeSpec node) {
    platform.start(lock, ref, node);
    clusters.awaitPhase(ref, NodePhase.RUNNING, node.id());
  }

  private void stopped(ClusterLock lock, int node) {
    platform.stop(lock, ref, node);
    clusters.awaitPhase(ref, NodePhase.STOPPED, node);
  }

  private ClusterFiles cluster() {
    return new ClusterFiles(directory.resolve("driven"));
  }

  private static void signal(String name, long pid) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      assertThat(code).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
