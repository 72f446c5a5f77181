package io.katka.k8s;

import static io.katka.k8s.testing.Proofs.loseNothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.Run;
import io.katka.k8s.testing.Await;
import io.katka.k8s.testing.TestNamespace;
import io.katka.spec.NodeKind;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with the pods of an ensemble and of its brokers. */
@Tag("soak")
@Timeout(value = 14, unit = TimeUnit.MINUTES)
class ZookeeperFaultsK8sIT {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private TestNamespace namespace;
  private KubernetesPlatform platform;
  private Katka katka;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
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
  void isWaitedForOrPutRight() throws Exception {
    TestNamespace.small(katka, "kafka", 3).version("5.0.0").apply();

    aBrokerThatCrashedComesBackAfterItsSession();
    aMembersEmptiedVolumeIsReplaced();
    aLeaderKilledInTheMiddleOfARollIsWaitedFor();
  }

  /** Coming back before, it would end at once, and its pod would be started over and over. */
  private void aBrokerThatCrashedComesBackAfterItsSession() throws Exception {
    String before = node(2).incarnation();

    within(2, "bash", "-c", "kill -SEGV 1");

    awaitRunningAgain(2, before);
    Pod back = pod(2).get();
    assertThat(back.getStatus().getContainerStatuses().get(0).getRestartCount()).isEqualTo(1);
    assertThat(pod(2).inContainer("kafka").getLog()).contains("waiting 18000 ms for the end");
    awaitHealthy();
  }

  private void aMembersEmptiedVolumeIsReplaced() throws Exception {
    within(1003, "rm", "-rf", "/var/lib/zookeeper/data/zookeeper");
    pod(1003).withGracePeriod(1).delete();
    Await.until(() -> node(1003).toString(), () -> node(1003).volume() == VolumeState.WIPED);

    kafka().apply();

    assertThat(node(1003).phase()).isEqualTo(NodePhase.RUNNING);
    assertThat(node(1003).volume()).isEqualTo(VolumeState.FORMATTED);
    assertThat(kafka().health().isHealthy()).isTrue();
  }

  private void aLeaderKilledInTheMiddleOfARollIsWaitedFor() {
    try (Run run = kafka().version("5.1.0").prove(proof -> proof.rate(50)).applyAsync()) {
      Await.until(run::currentStep, () -> run.currentStep().matches("roll broker .*"));
      int leader = leader();
      pod(leader).withGracePeriod(1).delete();
      loseNothing(run.await(PATIENCE));
    }
    assertThat(kafka().health().isHealthy()).isTrue();
    assertThat(kafka().plan().isEmpty()).isTrue();
  }

  private void within(int id, String... command) throws Exception {
    try (ExecWatch execution =
        pod(id).inContainer("kafka").writingOutput(OutputStream.nullOutputStream()).exec(command)) {
      assertThat(execution.exitCode().get(60, TimeUnit.SECONDS)).isZero();
    }
  }

  private int leader() {
    return platform.observe(platform.ref("kafka")).nodes().stream()
        .filter(node -> node.spec().kind() == NodeKind.ZOOKEEPER)
        .map(PlatformNode::id)
        .filter(id -> pod(id).inContainer("kafka").getLog().contains("LEADING - LEADER ELECTION"))
        .findFirst()
        .orElseThrow();
  }

  private ClusterRequest kafka() {
    return katka.manage("kafka");
  }

  private void awaitRunningAgain(int id, String before) {
    Await.until(
        () -> node(id).toString(),
        () -> node(id).phase() == NodePhase.RUNNING && !node(id).incarnation().equals(before));
  }

  private void awaitHealthy() {
    Await.until(() -> kafka().health().problems().toString(), () -> kafka().health().isHealthy());
  }

  private PlatformNode node(int id) {
    return platform.observe(platform.ref("kafka")).node(id).orElseThrow();
  }

  private PodResource pod(int id) {
    String pool = id > 1000 ? "zookeeper" : "broker";
    return namespace
        .client()
        .pods()
        .inNamespace(namespace.name())
        .withName("kafka-%s-%d-0".formatted(pool, id));
  }
}
