package io.katka.k8s;

import static io.katka.k8s.testing.Proofs.loseNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.Run;
import io.katka.error.InvalidSpecException;
import io.katka.k8s.testing.TestNamespace;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two clusters of one namespace, and a driver for each on this machine. Their one node is broker
 * and controller in one, as on small installations: to the next version, back, and there for good.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TwoClustersK8sIT {
  private TestNamespace namespace;
  private Katka first;
  private Katka second;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    first = Katka.builder().platform(namespace.platform().build()).build();
    second =
        Katka.builder()
            .platform(
                namespace.platform(options -> options.exposure(Exposure.loadBalancer())).build())
            .build();
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      first.close();
      second.close();
      namespace.close();
    }
  }

  @Test
  void liveSideBySide() throws Exception {
    Run orders = combined(first, "orders").version("4.3.1").applyAsync();
    combined(second, "billing").version("4.4.0").apply();
    orders.completion().get();

    aClientComesInByTheLoadBalancer();
    roll();
    rollback();
    rollAndFinalize();

    assertThat(second.manage("billing").plan().isEmpty()).isTrue();
    assertThat(second.manage("billing").health().isHealthy()).isTrue();
    first.manage("orders").deleteWithVolumes().apply();
    assertThat(second.manage("billing").health().isHealthy()).isTrue();
    assertThat(pods()).isEqualTo(1);
  }

  /** A single node that holds everything: that it goes down for a moment is consented to. */
  private static ClusterRequest combined(Katka katka, String cluster) {
    return TestNamespace.small(katka, cluster, 1)
        .combined()
        .upgrade(upgrade -> upgrade.allowUnavailable("*").allowQuorumLoss());
  }

  private void aClientComesInByTheLoadBalancer() {
    loseNothing(
        second
            .manage("billing")
            .config("log.retention.ms", "7200000")
            .prove(proof -> proof.rate(50))
            .apply());
  }

  private void roll() {
    first.manage("orders").version("4.4.0").apply();
    assertThat(status()).contains("4.4.0");
  }

  private void rollback() {
    first.manage("orders").rollback().apply();
    assertThat(status()).contains("4.3.1").doesNotContain("4.4.0");
  }

  private void rollAndFinalize() {
    first.manage("orders").version("4.4.0").apply();
    first.manage("orders").finalizeVersion().apply();
    assertThatThrownBy(() -> first.manage("orders").version("4.3.1").plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("no way back");
  }

  private String status() {
    return first.manage("orders").status().toString();
  }

  private int pods() {
    return namespace.client().pods().inNamespace(namespace.name()).list().getItems().size();
  }
}
