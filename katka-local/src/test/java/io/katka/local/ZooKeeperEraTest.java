package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.release.KafkaRelease;
import io.katka.release.ReleaseCatalogue;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import io.katka.state.VolumeState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes of a cluster with a ZooKeeper ensemble run and read. */
class ZooKeeperEraTest {
  private static final KafkaRelease RELEASE = KafkaRelease.confluent("5.1.0");
  private static final Path DATA = Path.of("/clusters/kafka/nodes/1/data");
  private static final Map<Integer, NodePorts> PORTS =
      Map.of(
          1, NodePorts.ofKafka(20001, 0),
          1001, NodePorts.ofZooKeeper(20011, 20012, 20013),
          1002, NodePorts.ofZooKeeper(20021, 20022, 20023));

  @Test
  void ofConfluentPlatformTheApacheKafkaInsideIsRun() {
    assertThat(ApacheBase.of(RELEASE)).isEqualTo(KafkaRelease.apache("2.1.0"));
    assertThat(ApacheBase.of(KafkaRelease.confluent("5.5.3")).version()).isEqualTo("2.5.1");
    assertThat(ApacheBase.of(KafkaRelease.confluent("7.9.0")))
        .isEqualTo(KafkaRelease.apache("3.9.2").withZooKeeper());
    assertThat(ApacheBase.canStandIn(KafkaRelease.confluent("8.0.0"))).isFalse();
  }

  @Test
  void everyConfluentPlatformOfThatEraHasOne() {
    assertThat(ReleaseCatalogue.standard().all())
        .filteredOn(ApacheBase::canStandIn)
        .allSatisfy(release -> assertThat(ApacheBase.of(release).kafkaVersion()).isNotEmpty());
  }

  @Test
  void oldReleasesBringTheirScalaTheirLogBindingAndAZooKeeperThatConnects() {
    assertThat(Coordinates.of(KafkaRelease.apache("2.0.0")))
        .containsExactly(
            "org.apache.zookeeper:zookeeper:3.5.9",
            "org.apache.kafka:kafka_2.12:2.0.0",
            "org.slf4j:slf4j-log4j12:1.7.25");
    assertThat(Coordinates.of(KafkaRelease.apache("2.8.2")))
        .containsExactly("org.apache.kafka:kafka_2.12:2.8.2", "org.slf4j:slf4j-log4j12:1.7.25");
    assertThat(Coordinates.of(KafkaRelease.apache("4.4.0")))
        .containsExactly(
            "org.apache.kafka:kafka_2.13:4.4.0",
            "org.apache.logging.log4j:log4j-slf4j-impl:2.25.5");
  }

  @Test
  void brokersKnowTheEnsembleAndHaveNoRoles() {
    assertThat(ServerProperties.of(node(1, NodeKind.BROKER), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("broker.id", "1")
        .containsEntry("zookeeper.connect", "127.0.0.1:20011,127.0.0.1:20021")
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:20001")
        .containsEntry("inter.broker.protocol.version", "2.0-IV1")
        .doesNotContainKeys("process.roles", "node.id", "controller.quorum.bootstrap.servers");
  }

  @Test
  void membersKnowEachOtherOnTheLoopbackAddressOnly() {
    assertThat(ServerProperties.of(node(1001, NodeKind.ZOOKEEPER), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("clientPort", "20011")
        .containsEntry("clientPortAddress", "127.0.0.1")
        .containsEntry("server.1", "127.0.0.1:20012:20013")
        .containsEntry("server.2", "127.0.0.1:20022:20023")
        .containsEntry("admin.enableServer", "false")
        .containsEntry("autopurge.purgeInterval", "1")
        .doesNotContainKey("inter.broker.protocol.version");
  }

  @Test
  void volumesBearTheClusterIdBeforeTheFirstStart(@TempDir Path directory) throws IOException {
    var files = new NodeFiles(directory.resolve("1001"));
    OwnerOnly.directories(files.data());
    assertThat(Volumes.state(files, "the-id")).isEqualTo(VolumeState.NEW);

    Volumes.format(files, node(1001, NodeKind.ZOOKEEPER), "the-id");

    assertThat(files.data().resolve("myid")).hasContent("1");
    assertThat(Volumes.state(files, "the-id")).isEqualTo(VolumeState.FORMATTED);
    assertThat(Volumes.state(files, "another")).isEqualTo(VolumeState.UNKNOWN);
    OwnerOnly.delete(files.metaProperties());
    assertThat(Volumes.state(files, "the-id")).isEqualTo(VolumeState.WIPED);
  }

  private static NodeSpec node(int id, NodeKind kind) {
    Map<String, String> properties =
        kind == NodeKind.BROKER ? Map.of("inter.broker.protocol.version", "2.0-IV1") : Map.of();
    var revision = new Revision(RELEASE, properties, Set.of(), ResourcesSpec.DEFAULT);
    return new NodeSpec(id, kind, "broker", "", revision, StorageSpec.DEFAULT, Formatting.JOINING);
  }
}
