package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Traffic;
import io.katka.k8s.testing.TestNamespace;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The test fixture, its brokers being pods, with the clients of the test outside. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class TestClusterK8sIT {
  private TestNamespace namespace;
  private Map<String, String> settings = Map.of();

  @BeforeEach
  void choose() {
    namespace = TestNamespace.create();
    settings =
        Map.of(
            "katka.fixture",
            "kubernetes",
            "kubernetes.kubeconfig",
            namespace.kubernetes().kubeconfig().toString(),
            "kubernetes.namespace",
            namespace.name(),
            "kubernetes.hosts",
            "127.0.0.1");
    settings.forEach(System::setProperty);
  }

  @AfterEach
  void leaveNothingBehind() {
    settings.keySet().forEach(System::clearProperty);
    if (namespace != null) {
      namespace.close();
    }
  }

  @Test
  void survivesTheDeathOfAPodAndLeavesNothing() {
    try (KatkaTestCluster kafka = KatkaTestCluster.start(spec -> spec.brokers(2));
        Traffic traffic = Traffic.start(kafka)) {
      int victim = kafka.leaderOf(kafka.createTopic("orders", 1).name(), 0);

      kafka.kill(victim);
      kafka.start(victim);
      kafka.awaitHealthy();

      assertThat(traffic.lost()).isZero();
      assertThat(traffic.acknowledged()).isPositive();
      assertThat(pods()).isNotZero();
    }
    assertThat(pods()).isZero();
  }

  private int pods() {
    return namespace.client().pods().inNamespace(namespace.name()).list().getItems().size();
  }
}
