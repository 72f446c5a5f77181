package io.katka.k8s;

import static io.katka.k8s.testing.Proofs.loseNothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.katka.ApplyResult;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.k8s.testing.MostDown;
import io.katka.k8s.testing.TestNamespace;
import io.katka.spec.NodeKind;
import io.katka.state.PlatformNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * The same story in the ZooKeeper era: an ensemble and its brokers as pods, reached through
 * tunnels, rolled from 5.0.0 to 5.1.0 under traffic; then finalized, configured, grown, shrunk, and
 * gone.
 */
@Timeout(value = 14, unit = TimeUnit.MINUTES)
class ZookeeperK8sIT {
  private TestNamespace namespace;
  private KubernetesClient client;
  private KubernetesPlatform platform;
  private Katka katka;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    client = namespace.client();
    platform = namespace.platform(options -> options.exposure(TestNamespace.nodePorts())).build();
    katka = Katka.builder().platform(platform).build();
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      katka.close();
      namespace.close();
    }
  }

  @Test
  void fiveZeroToFiveOneWithNothingLostAndOneBrokerDownAtMost(TestReporter reporter) {
    fiveZero();

    rollsToFiveOne(reporter);

    assertThat(images())
        .containsOnly("confluentinc/cp-kafka:5.1.0", "confluentinc/cp-zookeeper:5.1.0");
    assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
    assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
  }

  @Test
  @Tag("soak")
  void whatComesAfterTheRollWithNothingLost(TestReporter reporter) {
    fiveZero();
    rollsToFiveOne(reporter);
    try (var watched = new MostDown(client, namespace.name())) {
      ApplyResult finalized = proven(katka.manage("kafka")).finalizeVersion().apply();
      assertThat(watched.most()).isEqualTo(1);
      loseNothing(finalized);
      reporter.publishEntry("finalized", finalized.proof().toString());
    }

    loseNothing(proven(katka.manage("kafka").config("log.retention.ms", "7200000")).apply());
    loseNothing(proven(kafka(4)).apply());
    assertThat(nodes(NodeKind.BROKER)).containsExactlyInAnyOrder(1, 2, 3, 4);
    kafka(3).apply();
    assertThat(nodes(NodeKind.BROKER)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
    assertThat(katka.manage("kafka").health().isHealthy()).isTrue();

    katka.manage("kafka").deleteWithVolumes().apply();
    assertThat(client.pods().inNamespace(namespace.name()).list().getItems()).isEmpty();
    assertThat(client.persistentVolumeClaims().inNamespace(namespace.name()).list().getItems())
        .allMatch(claim -> claim.getMetadata().getDeletionTimestamp() != null);
  }

  private void fiveZero() {
    kafka(3).version("5.0.0").apply();
    assertThat(nodes(NodeKind.ZOOKEEPER)).containsExactlyInAnyOrder(1001, 1002, 1003);
    assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
  }

  private void rollsToFiveOne(TestReporter reporter) {
    try (var watched = new MostDown(client, namespace.name())) {
      ApplyResult rolled = proven(katka.manage("kafka").version("5.1.0")).apply();
      assertThat(watched.most()).isEqualTo(1);
      loseNothing(rolled);
      reporter.publishEntry("5.0.0 to 5.1.0", rolled.proof().toString());
    }
  }

  private static ClusterRequest proven(ClusterRequest request) {
    return request.prove(proof -> proof.rate(50));
  }

  private ClusterRequest kafka(int brokers) {
    return TestNamespace.small(katka, "kafka", brokers);
  }

  private Set<Integer> nodes(NodeKind kind) {
    return platform.observe(platform.ref("kafka")).nodes().stream()
        .filter(node -> node.spec().kind() == kind)
        .map(PlatformNode::id)
        .collect(Collectors.toSet());
  }

  private List<String> images() {
    return client.pods().inNamespace(namespace.name()).list().getItems().stream()
        .map(pod -> pod.getSpec().getContainers().get(0).getImage())
        .toList();
  }
}
