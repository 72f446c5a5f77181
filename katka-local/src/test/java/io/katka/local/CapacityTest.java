package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.error.KatkaException;
import io.katka.error.Problem;
import io.katka.release.KafkaRelease;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityTest {
  @TempDir Path directory;
  private JavaHome java = JavaHome.ofThisProgram();
  private ReleaseJars jars = release -> List.of();

  @Test
  void isEnoughForOneSmallNode() {
    assertThat(check(node("4.4.0"))).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isEnoughForTheZooKeeperEraToo() {
    assertThat(check(node(KafkaRelease.confluent("5.1.0")))).isEmpty();
  }

  @Test
  void refusesAJavaThatIsTooOld() throws IOException {
    Path old = Files.createDirectories(directory.resolve("java"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.22\"\n");
    java = new JavaHome(old);
    assertThat(check(node("4.4.0")))
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains("Java 11.0.22", "Java 17 or newer for Apache Kafka 4.4.0");
  }

  @Test
  void refusesADirectoryWithoutJava() {
    java = new JavaHome(directory.resolve("nothing"));
    assertThat(check(node("4.4.0")))
        .singleElement()
        .extracting(Problem::field)
        .isEqualTo("local.java");
  }

  @Test
  void refusesAReleaseThatCannotBeHadAndSaysWhy() {
    jars =
        release -> {
          throw new KatkaException("no kafka_2.13:" + release.version());
        };
    assertThat(check(node("4.4.0")))
        .singleElement()
        .extracting(Problem::remedy)
        .isEqualTo("no kafka_2.13:4.4.0");
  }

  @Test
  void refusesConfluentJarsThatNobodyNamed() {
    jars = new InstalledReleases(Map.of(), Optional.empty(), release -> List.of());
    assertThat(check(node(KafkaRelease.confluent("8.0.0"))))
        .singleElement()
        .extracting(Problem::remedy)
        .asString()
        .contains("kafkaHome(\"8.0.0\", directory)");
  }

  @Test
  void refusesMoreMemoryAndDiskThanThereIs() {
    NodeSpec node = node("4.4.0");
    var revision = node.revision();
    var huge =
        new NodeSpec(
            1,
            NodeKind.BROKER,
            "broker",
            "",
            new Revision(
                revision.release(), Map.of(), Set.of(), revision.resources().heap("512Ti")),
            node.storage().size("8000Pi"),
            Formatting.JOINING);
    assertThat(check(huge)).extracting(Problem::field).containsExactly("disk", "memory");
  }

  @Test
  void refusesADirectoryThatIsAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(check(file, node("4.4.0"))).extracting(Problem::field).contains("local.directory");
  }

  @Test
  void refusesAPortThatWasTakenFromANode() {
    var cluster = new ClusterFiles(directory.resolve("kafka"));
    cluster.ports(Map.of(1, NodePorts.ofKafka(20001, 0)));
    var capacity =
        new Capacity(
            directory, java, jars, new Ports(directory, port -> false), new NodeProcesses());
    assertThat(capacity.check(cluster, List.of(node("4.4.0"))))
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains("port of node 1 is 20001");
  }

  private List<Problem> check(NodeSpec node) {
    return check(directory, node);
  }

  private List<Problem> check(Path base, NodeSpec node) {
    return new Capacity(base, java, jars, new Ports(base), new NodeProcesses())
        .check(new ClusterFiles(base.resolve("kafka")), List.of(node));
  }

  private static NodeSpec node(String version) {
    return node(KafkaRelease.apache(version));
  }

  private static NodeSpec node(KafkaRelease release) {
    return LocalClusters.node(1, NodeKind.BROKER, release, Formatting.JOINING);
  }
}
