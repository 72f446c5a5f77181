package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.k8s.testing.Await;
import io.katka.k8s.testing.Nodes;
import io.katka.k8s.testing.TestNamespace;
import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.Purpose;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A quorum of dedicated controllers is reached before there is any broker, and by nobody else. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ControllersFirstK8sIT {
  private static final KafkaRelease RELEASE = KafkaRelease.apache("4.3.1");

  private TestNamespace namespace;
  private KubernetesPlatform platform;
  private ClusterRef ref;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    platform = namespace.platform().build();
    ref = platform.ref("quorum");
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      platform.close();
      namespace.close();
    }
  }

  @Test
  void threeControllersAnswerThroughTheirTunnels() throws Exception {
    Map<Integer, String> voters = Nodes.voters(1001, 1002, 1003);
    Foundation foundation = Nodes.foundation("quorum", RELEASE, voters);
    try (ClusterLock lock = platform.lock(ref, "test", Duration.ofSeconds(15))) {
      platform.prepare(lock, ref, foundation);
      for (int id : voters.keySet()) {
        platform.start(lock, ref, Nodes.node(id, NodeKind.CONTROLLER, RELEASE, voters));
      }
      awaitPhase(NodePhase.RUNNING, 3);

      assertThatTheQuorumAnswers();
      aWrongPasswordIsRefused();
      nothingListensOnAnotherAddressOfThisMachine();
      aTunnelComesBackAfterItsPodDid(lock, Nodes.node(1002, NodeKind.CONTROLLER, RELEASE, voters));
    }
    try (ClusterLock again = platform.lock(ref, "test", Duration.ofSeconds(15))) {
      assertThat(again.isHeld()).isTrue();
      assertThat(platform.observe(ref).nodes())
          .allMatch(PlatformNode::runsItsSpec)
          .allMatch(node -> node.volume() == VolumeState.FORMATTED);
      assertThatFormattingIsOver();
    }
  }

  private void awaitPhase(NodePhase phase, int count) {
    Await.until(
        () -> platform.observe(ref).toString(),
        () ->
            platform.observe(ref).nodes().stream().filter(n -> n.phase() == phase).count()
                == count);
  }

  private Map<String, Object> settings(Connection connection) {
    var settings = new HashMap<>(connection.clientProperties());
    settings.put("bootstrap.controllers", String.join(",", connection.controllers()));
    settings.put("default.api.timeout.ms", 20_000);
    settings.put("request.timeout.ms", 5_000);
    return settings;
  }

  private void assertThatTheQuorumAnswers() {
    Connection connection = platform.connection(ref, Purpose.ADMIN);
    assertThat(connection.brokers()).isEmpty();
    assertThat(connection.controllers()).hasSize(3);
    Await.until(
        () -> "the quorum does not answer",
        () -> {
          // A client that met a controller on its way up is of no use any more: a new one each
          // time.
          try (Admin admin = Admin.create(settings(connection))) {
            QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
            return quorum.voters().size() == 3 && quorum.leaderId() > 0;
          }
        });
  }

  private void aWrongPasswordIsRefused() {
    Map<String, Object> settings = settings(platform.connection(ref, Purpose.ADMIN));
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"katka\" password=\"guessed-by-somebody\";");
    try (Admin admin = Admin.create(settings)) {
      assertThatThrownBy(() -> admin.describeMetadataQuorum().quorumInfo().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  private void nothingListensOnAnotherAddressOfThisMachine() throws IOException {
    List<Integer> ports =
        platform.connection(ref, Purpose.ADMIN).controllers().stream()
            .map(address -> Integer.valueOf(address.substring(address.lastIndexOf(':') + 1)))
            .toList();
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress other : others) {
      for (int port : ports) {
        assertThatThrownBy(() -> new Socket(other, port).close())
            .as("%s port %d", other, port)
            .isInstanceOf(IOException.class);
      }
    }
  }

  private void aTunnelComesBackAfterItsPodDid(ClusterLock lock, NodeSpec node) {
    PlatformNode before = platform.observe(ref).node(node.id()).orElseThrow();

    platform.restart(lock, ref, node);

    assertThat(platform.observe(ref).node(node.id()).orElseThrow().phase())
        .isEqualTo(NodePhase.STOPPING);
    platform.restart(lock, ref, node);
    awaitPhase(NodePhase.RUNNING, 3);
    assertThat(platform.observe(ref).node(node.id()).orElseThrow().incarnation())
        .isNotEmpty()
        .isNotEqualTo(before.incarnation());
    assertThatTheQuorumAnswers();
  }

  private void assertThatFormattingIsOver() {
    assertThat(
            namespace.client().configMaps().inNamespace(namespace.name()).list().getItems().stream()
                .map(map -> map.getMetadata().getName()))
        .noneMatch(name -> name.endsWith("-format"));
  }
}
