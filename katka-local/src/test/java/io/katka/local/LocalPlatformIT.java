package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.PreconditionException;
import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterRef;
import io.katka.spec.Formatting;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spi.ClusterLock;
import io.katka.spi.Purpose;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlatformIT {
  @TempDir Path directory;
  private LocalClusters clusters;

  @BeforeEach
  void open() {
    clusters = new LocalClusters(directory);
  }

  @AfterEach
  void leaveNothingBehind() {
    clusters.close();
  }

  @Test
  void threeNodesOfBothRolesComeUpRestartAndStopWithTheirProgram() throws Exception {
    LocalPlatform platform = clusters.platform;
    ClusterRef ref = platform.ref("three");
    Map<Integer, String> voters = LocalClusters.voters(1, 2, 3);
    List<NodeSpec> nodes =
        voters.keySet().stream().map(id -> combined(id, LocalClusters.RELEASE, voters)).toList();
    Foundation foundation = LocalClusters.foundation("three", LocalClusters.RELEASE, voters);
    try (ClusterLock lock = clusters.lock(ref)) {
      platform.prepare(lock, ref, foundation);
      nodes.forEach(node -> platform.start(lock, ref, node));
      clusters.awaitPhase(ref, NodePhase.RUNNING, 1, 2, 3);
      assertThat(platform.observe(ref).nodes())
          .allMatch(PlatformNode::runsItsSpec)
          .allMatch(node -> node.volume() == VolumeState.FORMATTED);
      assertThatAllAreRegistered(ref, foundation.clusterId(), 3);

      restartKeepsThePorts(lock, ref, nodes.get(1));
      aProgramStartedLaterFindsTheProcesses(ref);
      aKilledNodeHasFailedAndStartsAgain(lock, ref, nodes.get(2));
    }

    platform.close();

    assertThat(platform.observe(ref).nodes()).allMatch(n -> n.phase() == NodePhase.STOPPED);
  }

  private void assertThatAllAreRegistered(ClusterRef ref, String clusterId, int count)
      throws Exception {
    try (Admin admin = clusters.admin(ref)) {
      Await.until(
          () -> clusters.describe(ref),
          () -> admin.describeCluster().nodes().get().size() == count);
      assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
      QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
      assertThat(quorum.voters()).hasSize(count);
      assertThat(quorum.nodes()).hasSize(count);
    }
  }

  private void restartKeepsThePorts(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    LocalPlatform platform = clusters.platform;
    PlatformNode before = clusters.node(ref, node.id());
    List<String> addresses = platform.connection(ref, Purpose.CLIENT).brokers();

    platform.restart(lock, ref, node);
    assertThat(clusters.node(ref, node.id()).phase()).isEqualTo(NodePhase.STOPPING);
    platform.restart(lock, ref, node);
    clusters.awaitPhase(ref, NodePhase.RUNNING, node.id());

    PlatformNode after = clusters.node(ref, node.id());
    assertThat(after.incarnation()).isNotEmpty().isNotEqualTo(before.incarnation());
    assertThat(after.runsItsSpec()).isTrue();
    assertThat(platform.connection(ref, Purpose.CLIENT).brokers())
        .containsExactlyInAnyOrderElementsOf(addresses);
  }

  private void aProgramStartedLaterFindsTheProcesses(ClusterRef ref) {
    LocalPlatform later = clusters.anotherPlatform();
    assertThat(later.observe(ref)).isEqualTo(clusters.platform.observe(ref));
    assertThat(later.observe(ref).nodes()).hasSize(3).allMatch(PlatformNode::runsItsSpec);
  }

  private void aKilledNodeHasFailedAndStartsAgain(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    clusters.process(ref, node.id()).destroyForcibly();
    clusters.awaitPhase(ref, NodePhase.FAILED, node.id());
    assertThat(clusters.platform.logTail(ref, node.id(), 5)).hasSize(5);
    Await.until(
        () -> clusters.node(ref, node.id()).detail(),
        () -> clusters.node(ref, node.id()).detail().contains("exit code 137"));

    clusters.platform.start(lock, ref, node);
    clusters.awaitPhase(ref, NodePhase.RUNNING, node.id());
  }

  @Test
  void dedicatedControllersOfThreeNineFormAQuorumAndADetachedClusterLivesOn() throws Exception {
    KafkaRelease release = KafkaRelease.apache("3.9.2");
    LocalPlatform platform = clusters.platform;
    ClusterRef ref = platform.ref("dedicated");
    Map<Integer, String> voters = LocalClusters.voters(100, 101, 102);
    Foundation attached = LocalClusters.foundation("dedicated", release, voters);
    Foundation foundation = attached.spec(attached.spec().detached(true), null);
    try (ClusterLock lock = clusters.lock(ref)) {
      platform.prepare(lock, ref, foundation);
      for (int id : voters.keySet()) {
        platform.start(
            lock,
            ref,
            LocalClusters.node(id, NodeKind.CONTROLLER, release, new Formatting(voters)));
      }
      clusters.awaitPhase(ref, NodePhase.RUNNING, 100, 101, 102);
      assertThatControllersAnswer(ref);
      platform.start(
          lock, ref, LocalClusters.node(0, NodeKind.BROKER, release, Formatting.JOINING));
      clusters.awaitPhase(ref, NodePhase.RUNNING, 0);
    }

    platform.close();

    LocalPlatform later = clusters.anotherPlatform();
    assertThat(later.observe(ref).nodes()).hasSize(4).allMatch(PlatformNode::runsItsSpec);
    try (Admin admin = clusters.admin(ref)) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }
  }

  private void assertThatControllersAnswer(ClusterRef ref) throws Exception {
    List<String> controllers = clusters.platform.connection(ref, Purpose.ADMIN).controllers();
    assertThat(controllers).hasSize(3);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.controllers", String.join(",", controllers)))) {
      QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
      Set<Integer> ids = new HashSet<>();
      quorum.voters().forEach(voter -> ids.add(voter.replicaId()));
      assertThat(ids).containsExactlyInAnyOrder(100, 101, 102);
      assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
          .hasEntrySatisfying(
              "kraft.version", levels -> assertThat(levels.maxVersionLevel()).isEqualTo((short) 1));
    }
  }

  @Test
  void aWipedVolumeIsRefusedUntilItIsReplaced() {
    LocalPlatform platform = clusters.platform;
    ClusterRef ref = platform.ref("wiped");
    Map<Integer, String> voters = LocalClusters.voters(1);
    NodeSpec node = combined(1, LocalClusters.RELEASE, voters);
    try (ClusterLock lock = clusters.lock(ref)) {
      platform.prepare(lock, ref, LocalClusters.foundation("wiped", LocalClusters.RELEASE, voters));
      platform.start(lock, ref, node);
      clusters.awaitPhase(ref, NodePhase.RUNNING, 1);
      assertThatThrownBy(() -> platform.replaceVolume(lock, ref, node))
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("must be stopped");
      platform.stop(lock, ref, 1);
      clusters.awaitPhase(ref, NodePhase.STOPPED, 1);
      assertThatThrownBy(() -> platform.replaceVolume(lock, ref, node))
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("is not wiped");

      Volumes.delete(new ClusterFiles(directory.resolve("wiped")).node(1).data());

      assertThat(clusters.node(ref, 1).volume()).isEqualTo(VolumeState.WIPED);
      assertThatThrownBy(() -> platform.start(lock, ref, node))
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("its data is gone");
      assertThat(clusters.node(ref, 1).phase()).isEqualTo(NodePhase.STOPPED);

      platform.replaceVolume(lock, ref, node);
      clusters.awaitPhase(ref, NodePhase.RUNNING, 1);
      assertThat(clusters.node(ref, 1).volume()).isEqualTo(VolumeState.FORMATTED);

      platform.stop(lock, ref, 1);
      clusters.awaitPhase(ref, NodePhase.STOPPED, 1);
      platform.remove(lock, ref, 1, true);
      assertThat(platform.observe(ref).nodes()).isEmpty();
      assertThat(directory.resolve("wiped").resolve("kept")).isNotEmptyDirectory();
      platform.delete(lock, ref, false);
      assertThat(directory.resolve("wiped")).doesNotExist();
    }
  }

  private static NodeSpec combined(int id, KafkaRelease release, Map<Integer, String> voters) {
    return LocalClusters.node(id, NodeKind.COMBINED, release, new Formatting(voters));
  }
}
