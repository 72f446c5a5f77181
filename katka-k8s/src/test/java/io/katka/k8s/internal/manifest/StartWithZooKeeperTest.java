package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start script of the ZooKeeper era does, its folders below one of the test's own. */
class StartWithZooKeeperTest {
  private static final String META = "version=0\ncluster.id=the-id\nbroker.id=1\n";

  @TempDir Path root;
  private Path node;
  private Path permit;
  private Path data;

  @BeforeEach
  void makeFolders() throws IOException {
    node = Files.createDirectories(root.resolve("opt/katka/node"));
    permit = Files.createDirectories(root.resolve("opt/katka/permit")).resolve("format");
    Files.createDirectories(root.resolve("opt/katka/run"));
    Path credentials = Files.createDirectories(root.resolve("opt/katka/credentials"));
    Files.writeString(credentials.resolve("admin"), "admins-secret");
    Files.writeString(credentials.resolve("nodes"), "nodes-&-secret");
    Files.createDirectories(root.resolve("tmp"));
    data = root.resolve("var/lib/kafka/data/kafka");
    Files.writeString(node.resolve("cluster.id"), "the-id\n");
    Files.writeString(node.resolve("meta.properties"), META);
    Files.writeString(
        node.resolve("server.properties"),
        "zookeeper.session.timeout.ms=0\nx=user_katka=\"@admin-password@\" \"@nodes-password@\"\n");
    server("kafka-server-start");
    server("zookeeper-server-start");
  }

  @Test
  void aNewBrokersVolumeIsMarkedWhereThatIsPermittedAndItsPasswordsAreFilledIn() throws Exception {
    Files.writeString(permit, "once");

    assertThat(start()).isEqualTo("kafka-server-start opt/katka/run/server.properties\n");

    assertThat(data.resolve("meta.properties")).hasContent(META);
    Path read = root.resolve("opt/katka/run/server.properties");
    assertThat(Files.readString(read))
        .endsWith("x=user_katka=\"admins-secret\" \"nodes-&-secret\"\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(read)))
        .isEqualTo("rw-------");
    assertThat(root.resolve("tmp/katka.started")).exists();
  }

  @Test
  void aMemberHasItsNumberOnItsVolume() throws Exception {
    Files.writeString(permit, "once");
    Files.writeString(node.resolve("zoo.cfg"), "");
    Files.writeString(node.resolve("myid"), "2\n");

    assertThat(start()).isEqualTo("zookeeper-server-start opt/katka/node/zoo.cfg\n");
    assertThat(start()).isEqualTo("zookeeper-server-start opt/katka/node/zoo.cfg\n");

    assertThat(root.resolve("var/lib/zookeeper/data/zookeeper/myid")).hasContent("2");
  }

  @Test
  void apachesImagesHaveTheirScriptsElsewhere() throws Exception {
    Files.writeString(permit, "once");
    Path theirs = Files.createDirectories(root.resolve("opt/kafka/bin"));
    Path ours = root.resolve("usr/bin/kafka-server-start");
    Files.move(ours, theirs.resolve("kafka-server-start.sh"));

    assertThat(start()).isEqualTo("kafka-server-start opt/katka/run/server.properties\n");
  }

  @Nested
  class Refuses {
    @Test
    void aVolumeThatWasEmptied() throws Exception {
      assertThat(start()).startsWith("katka: the volume is empty").endsWith("ended with 78");
      assertThat(data).doesNotExist();
    }

    @Test
    void aVolumeOfAnotherCluster() throws Exception {
      Files.createDirectories(data);
      Files.writeString(data.resolve("meta.properties"), "cluster.id=another\n");

      assertThat(start()).contains("its cluster id is another").endsWith("ended with 79");
    }
  }

  @Test
  void aBrokerThatWasKilledWaitsForTheEndOfItsSession() throws Exception {
    Files.createDirectories(data);
    Files.writeString(data.resolve("meta.properties"), META);

    assertThat(start()).contains("waiting 0 ms").contains("kafka-server-start");

    Files.writeString(data.resolve(".kafka_cleanshutdown"), "");
    assertThat(start()).startsWith("kafka-server-start");
  }

  /** What it printed, and how it ended unless it became a server. */
  private String start() throws IOException, InterruptedException {
    Path script = root.resolve("start.sh");
    String text = NodeFiles.resource("start-with-zookeeper.sh");
    text = text.replaceAll("/(opt|var|usr|tmp|dev)/", Matcher.quoteReplacement(root + "/") + "$1/");
    // A second would pass otherwise.
    Files.writeString(script, text.replace("/ 1000 + 1", "/ 1000"));
    Files.createDirectories(root.resolve("dev"));
    Process process =
        new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes());
    int code = process.waitFor();
    return code == 0 ? printed.replace(root + "/", "") : printed + "ended with " + code;
  }

  private void server(String name) throws IOException {
    Path file = Files.createDirectories(root.resolve("usr/bin")).resolve(name);
    Files.writeString(file, "#!/bin/bash\necho " + name + " $1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
