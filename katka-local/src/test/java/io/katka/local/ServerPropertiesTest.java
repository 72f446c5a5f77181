package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.release.KafkaRelease;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerPropertiesTest {
  private static final Path DATA = Path.of("/clusters/kafka/nodes/1/data");
  private static final Map<Integer, NodePorts> PORTS =
      Map.of(
          1, NodePorts.ofKafka(20001, 20002),
          2, NodePorts.ofKafka(20003, 0),
          100, NodePorts.ofKafka(0, 20004));

  @Test
  void ofANodeWithBothRolesNameBothListenersOnTheLoopbackAddress() {
    assertThat(
            ServerProperties.of(
                node(1, NodeKind.COMBINED, "", Map.of()), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("process.roles", "broker,controller")
        .containsEntry("node.id", "1")
        .containsEntry("log.dirs", "/clusters/kafka/nodes/1/data")
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:20001,CONTROLLER://127.0.0.1:20002")
        .containsEntry("inter.broker.listener.name", "PLAINTEXT")
        .containsEntry("controller.listener.names", "CONTROLLER")
        .containsEntry("controller.quorum.bootstrap.servers", "127.0.0.1:20002,127.0.0.1:20004")
        .doesNotContainKey("broker.rack");
  }

  @Test
  void ofABrokerNameItsRackAndNoControllerListener() {
    assertThat(
            ServerProperties.of(
                node(2, NodeKind.BROKER, "eu-1", Map.of()), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("process.roles", "broker")
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:20003")
        .containsEntry("broker.rack", "eu-1");
  }

  @Test
  void ofAControllerNameNoClientListener() {
    assertThat(
            ServerProperties.of(
                node(100, NodeKind.CONTROLLER, "", Map.of()), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("process.roles", "controller")
        .containsEntry("listeners", "CONTROLLER://127.0.0.1:20004")
        .doesNotContainKey("inter.broker.listener.name");
  }

  @Test
  void letABrokerStopAndComeBackSoonerThanKafkaWouldByDefault() {
    assertThat(
            ServerProperties.of(
                node(1, NodeKind.CONTROLLER, "", Map.of()), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("broker.session.timeout.ms", "4000")
        .containsEntry("broker.heartbeat.interval.ms", "500");
    var own = Map.of("broker.session.timeout.ms", "9000");
    assertThat(ServerProperties.of(node(1, NodeKind.BROKER, "", own), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("broker.session.timeout.ms", "9000");
  }

  @Test
  void keepWhatTheCoreDecidedButNotAgainstThePlatform() {
    var properties =
        Map.of(
            "min.insync.replicas", "2",
            "node.id", "77",
            "log.cleaner.dedupe.buffer.size", "1048576");
    assertThat(
            ServerProperties.of(
                node(1, NodeKind.COMBINED, "", properties), NodeSize.USUAL, DATA, PORTS))
        .containsEntry("min.insync.replicas", "2")
        .containsEntry("node.id", "1")
        .containsEntry("log.cleaner.dedupe.buffer.size", "1048576");
  }

  @Test
  void ofASmallNodeNameFewThreadsUnlessMoreAreAskedFor() {
    NodeSpec plain = node(1, NodeKind.BROKER, "", Map.of());
    NodeSpec busy = node(1, NodeKind.BROKER, "", Map.of("num.io.threads", "8"));

    assertThat(ServerProperties.of(plain, NodeSize.SMALL, DATA, PORTS))
        .containsEntry("num.io.threads", "2")
        .containsEntry("metrics.jmx.include", "none");
    assertThat(ServerProperties.of(busy, NodeSize.SMALL, DATA, PORTS))
        .containsEntry("num.io.threads", "8");
    assertThat(ServerProperties.of(plain, NodeSize.USUAL, DATA, PORTS))
        .doesNotContainKeys("num.io.threads", "metrics.jmx.include");
  }

  @Test
  void areReadBackFromTheFileAsTheyWere() throws IOException {
    String odd = " back\\slash = colon: # ! tab\t line\nreturn\r umlaut ü ";
    Path data = Path.of("/with space/and=equals");
    NodeSpec node = node(1, NodeKind.COMBINED, "räck", Map.of("odd key", odd));

    var read = new Properties();
    read.load(new StringReader(ServerProperties.render(node, NodeSize.USUAL, data, PORTS)));

    assertThat(read)
        .isEqualTo(new HashMap<>(ServerProperties.of(node, NodeSize.USUAL, data, PORTS)));
  }

  @Test
  void formattingOfAFirstVoterNamesAllFirstVoters() {
    var voters = new Formatting(Map.of(1, "one", 100, "-hundred"));
    NodeSpec node = node(1, NodeKind.COMBINED, "", Map.of(), voters);
    assertThat(FormatArguments.of(node, "-id", Path.of("/p"), PORTS))
        .isEqualTo(
            List.of(
                "format",
                "--config",
                "/p",
                "--cluster-id=-id",
                "--release-version=4.4-IV2",
                "--initial-controllers=1@127.0.0.1:20002:one,100@127.0.0.1:20004:-hundred"));
  }

  @Test
  void formattingOfWhoeverJoinsNamesNoVoters() {
    assertThat(
            FormatArguments.of(
                node(100, NodeKind.CONTROLLER, "", Map.of()), "id", Path.of("/p"), PORTS))
        .contains("--no-initial-controllers")
        .noneMatch(argument -> argument.startsWith("--initial-controllers"));
  }

  private static NodeSpec node(int id, NodeKind kind, String rack, Map<String, String> properties) {
    return node(id, kind, rack, properties, Formatting.JOINING);
  }

  private static NodeSpec node(
      int id, NodeKind kind, String rack, Map<String, String> properties, Formatting formatting) {
    var revision =
        new Revision(KafkaRelease.apache("4.4.0"), properties, Set.of(), ResourcesSpec.DEFAULT);
    return new NodeSpec(id, kind, "broker", rack, revision, StorageSpec.DEFAULT, formatting);
  }
}
