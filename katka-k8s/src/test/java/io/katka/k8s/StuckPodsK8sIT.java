package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.katka.k8s.testing.Await;
import io.katka.k8s.testing.Nodes;
import io.katka.k8s.testing.TestNamespace;
import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.Revision;
import io.katka.spi.ClusterLock;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pod that does not come says why. All of them wait at the same time. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class StuckPodsK8sIT {
  private static final KafkaRelease RELEASE = KafkaRelease.apache("4.3.1");

  private final List<AutoCloseable> open = new ArrayList<>();
  private TestNamespace namespace;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    if (namespace != null) {
      namespace.close();
    }
  }

  private final class Stuck {
    private final KubernetesPlatform platform;
    private final ClusterRef ref;

    Stuck(String name, UnaryOperator<Options.Builder> options, Map<String, String> more) {
      platform = namespace.platform(options).build();
      ref = platform.ref(name);
      Map<Integer, String> voters = Nodes.voters(1001);
      ClusterLock lock = platform.lock(ref, "test", Duration.ofSeconds(15));
      open.add(lock);
      open.add(platform);
      platform.prepare(lock, ref, Nodes.foundation(name, RELEASE, voters));
      platform.start(lock, ref, with(more, Nodes.node(1001, NodeKind.CONTROLLER, RELEASE, voters)));
    }

    private static NodeSpec with(Map<String, String> more, NodeSpec node) {
      Revision revision = node.revision();
      var properties = new HashMap<>(revision.properties());
      properties.putAll(more);
      return node.revision(
          new Revision(
              revision.release(), properties, revision.dynamicKeys(), revision.resources()));
    }

    void says(NodePhase phase, String... parts) {
      Await.until(
          () -> node().toString(),
          () ->
              node().phase() == phase
                  && List.of(parts).stream().allMatch(node().detail()::contains));
    }

    PlatformNode node() {
      return platform.observe(ref).node(1001).orElseThrow();
    }

    String log() {
      return String.join("\n", platform.logTail(ref, 1001, 30));
    }
  }

  @Test
  void saysWhy() {
    var homeless =
        new Stuck(
            "homeless",
            options -> options.scheduling(s -> s.nodeSelector("katka.io/test", "none")),
            Map.of());
    var faceless =
        new Stuck("faceless", options -> options.image("docker.io/apache/kafka:none"), Map.of());
    var waiting =
        new Stuck(
            "waiting",
            options -> options.customize(StatefulSet.class, StuckPodsK8sIT::secretive),
            Map.of());
    var broken = new Stuck("broken", options -> options, Map.of("queued.max.requests", "none"));

    homeless.says(NodePhase.STARTING, "Unschedulable", "selector");
    faceless.says(NodePhase.FAILED, "Image", "docker.io/apache/kafka:none");
    waiting.says(NodePhase.STARTING, "FailedMount", "\"absent\" not found");
    broken.says(NodePhase.FAILED, "its process ended with exit code 80", "format failed");
    assertThat(broken.log()).contains("queued.max.requests");
  }

  /** Mounts a secret that is not there, of which only events tell. */
  private static StatefulSet secretive(StatefulSet set) {
    return new StatefulSetBuilder(set)
        .editSpec()
        .editTemplate()
        .editSpec()
        .editMatchingContainer(container -> "kafka".equals(container.getName()))
        .addNewVolumeMount()
        .withName("absent")
        .withMountPath("/absent")
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("absent")
        .withNewSecret()
        .withSecretName("absent")
        .endSecret()
        .endVolume()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
