package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.local.NodeRecord.ProcessRecord;
import io.katka.release.KafkaRelease;
import io.katka.spec.Formatting;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.state.VolumeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
  private static final KafkaRelease RELEASE = KafkaRelease.apache("4.4.0");

  @TempDir Path directory;
  private ClusterFiles cluster;
  private NodeFiles node;

  @BeforeEach
  void open() {
    cluster = new ClusterFiles(directory.resolve("kafka"));
    node = cluster.node(1);
  }

  @Test
  void bringBackWhatWasRecorded() {
    Foundation foundation = LocalClusters.foundation("kafka", RELEASE, Map.of(1, "one"));
    Foundation rolled = foundation.spec(foundation.spec().detached(true), foundation.spec());
    var record =
        NodeRecord.of(LocalClusters.node(1, NodeKind.COMBINED, RELEASE, Formatting.JOINING))
            .process(new ProcessRecord("token", 4711, 12, "print", 0))
            .failure("why");

    cluster.foundation(foundation);
    assertThat(cluster.foundation()).contains(foundation);
    cluster.foundation(rolled);
    node.write(record);

    assertThat(cluster.foundation()).contains(rolled);
    assertThat(node.read()).contains(record);
    assertThat(cluster.nodes()).containsExactly(node);
  }

  @Test
  void areReadableByTheirOwnerOnly() throws IOException {
    cluster.foundation(LocalClusters.foundation("kafka", RELEASE, Map.of()));
    assertThat(permissions(cluster.directory().resolve("cluster.json"))).isEqualTo("rw-------");
    assertThat(permissions(cluster.directory())).isEqualTo("rwx------");
  }

  @Test
  void thatAreCutOffAreRefusedByName() throws IOException {
    cluster.foundation(LocalClusters.foundation("kafka", RELEASE, Map.of()));
    Path file = cluster.directory().resolve("cluster.json");
    Files.writeString(file, Files.readString(file).substring(0, 200));

    assertThatThrownBy(cluster::foundation)
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void leaveNoDraftBehind() throws IOException {
    cluster.ports(Map.of(1, NodePorts.ofKafka(1, 2)));
    cluster.ports(Map.of());
    try (var files = Files.list(cluster.directory())) {
      assertThat(files).containsExactly(cluster.directory().resolve("ports.json"));
    }
  }

  @Test
  void tellAVolumesState() throws IOException {
    Files.createDirectories(node.data());
    assertThat(Volumes.state(node, "id")).isEqualTo(VolumeState.NEW);
    Files.writeString(node.metaProperties(), "cluster.id=id\n");
    assertThat(Volumes.state(node, "id")).isEqualTo(VolumeState.FORMATTED);
    assertThat(Volumes.state(node, "other")).isEqualTo(VolumeState.UNKNOWN);
    Files.createFile(node.formattedMarker());
    Files.delete(node.metaProperties());
    assertThat(Volumes.state(node, "id")).isEqualTo(VolumeState.WIPED);
  }

  @Test
  void nameThePidThatClaimedANodeUnderItsToken() throws IOException {
    assertThat(node.claimedBy("token")).isZero();
    Files.createDirectories(node.directory());
    Files.writeString(node.instance(), "token\n4711\n");
    assertThat(node.claimedBy("token")).isEqualTo(4711);
    assertThat(node.claimedBy("another")).isZero();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
