package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.error.InvalidSpecException;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.k8s.testing.Await;
import io.katka.k8s.testing.TestNamespace;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import io.katka.spi.ClusterLock;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was broken or changed behind Katka's back, and what may not be asked for. */
@Timeout(value = 14, unit = TimeUnit.MINUTES)
class MendingK8sIT {
  private TestNamespace namespace;
  private KubernetesPlatform platform;
  private Katka katka;
  private ClusterRef ref;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    platform = namespace.platform().build();
    katka = Katka.builder().platform(platform).build();
    ref = platform.ref("kafka");
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      katka.close();
      namespace.close();
    }
  }

  @Test
  void isShownRefusedOrPutRight() throws Exception {
    TestNamespace.small(katka, "kafka", 2)
        .controllers(1)
        .version("4.4.0")
        .storage(storage -> storage.size("1Gi"))
        .apply();

    aFieldChangedByHandIsShownAndPutBackByApplyOnly();
    aVolumeGrowsAndDoesNotShrink();
    anEmptiedVolumeIsNeverFormattedSilently();
    theProofSaysThatItCannotReachListenersInside();
  }

  private ClusterRequest kafka() {
    return katka.manage("kafka");
  }

  private void aFieldChangedByHandIsShownAndPutBackByApplyOnly() {
    service()
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("somebody")
                .build(),
            "{\"spec\":{\"selector\":{\"katka.io/broker\":\"false\"}}}");

    String plan = kafka().plan().toString();

    assertThat(plan).contains("put back Service kafka-bootstrap").contains("somebody");
    assertThat(selected()).isEqualTo("false");
    whatSomebodyTookOverAfterThePlanIsNotTakenBack();
    kafka().apply();
    assertThat(selected()).isEqualTo("true");
    assertThat(kafka().plan().isEmpty()).isTrue();
  }

  /** A step that meets it, which no plan has told the caller of, fails with who it was. */
  private void whatSomebodyTookOverAfterThePlanIsNotTakenBack() {
    Foundation foundation = platform.observe(ref).foundation().orElseThrow();
    try (ClusterLock lock = platform.lock(ref, "test", Duration.ofSeconds(15))) {
      assertThatThrownBy(() -> platform.prepare(lock, ref, foundation))
          .isInstanceOf(KatkaException.class)
          .hasMessageContaining("Service kafka-bootstrap")
          .hasMessageContaining("selector")
          .hasMessageContaining("somebody");
    }
    assertThat(selected()).isEqualTo("false");
  }

  private io.fabric8.kubernetes.client.dsl.ServiceResource<Service> service() {
    return namespace.client().services().inNamespace(namespace.name()).withName("kafka-bootstrap");
  }

  private String selected() {
    return service().get().getSpec().getSelector().get("katka.io/broker");
  }

  private void aVolumeGrowsAndDoesNotShrink() {
    kafka().storage(storage -> storage.size("2Gi")).apply();
    Await.until(
        () -> "the claim does not ask for more",
        () ->
            "2147483648"
                .equals(
                    namespace
                        .client()
                        .persistentVolumeClaims()
                        .inNamespace(namespace.name())
                        .withName("data-kafka-broker-1-0")
                        .get()
                        .getSpec()
                        .getResources()
                        .getRequests()
                        .get("storage")
                        .getNumericalAmount()
                        .toPlainString()));
    assertThatThrownBy(() -> kafka().storage(storage -> storage.size("1Gi")).plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("shrink");
  }

  private void anEmptiedVolumeIsNeverFormattedSilently() throws Exception {
    try (ExecWatch removal =
        namespace
            .client()
            .pods()
            .inNamespace(namespace.name())
            .withName("kafka-broker-2-0")
            .inContainer("kafka")
            .writingOutput(OutputStream.nullOutputStream())
            .exec("rm", "-rf", "/var/lib/kafka/data/kafka")) {
      assertThat(removal.exitCode().get(60, TimeUnit.SECONDS)).isZero();
    }
    namespace
        .client()
        .pods()
        .inNamespace(namespace.name())
        .withName("kafka-broker-2-0")
        .withGracePeriod(1)
        .delete();
    Await.until(() -> node(2).toString(), () -> node(2).volume() == VolumeState.WIPED);
    assertThat(node(2).phase()).isEqualTo(NodePhase.FAILED);
    try (ClusterLock lock = platform.lock(ref, "test", Duration.ofSeconds(15))) {
      assertThatThrownBy(() -> platform.start(lock, ref, node(2).spec()))
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("its data is gone");
    }

    kafka().apply();

    assertThat(node(2).phase()).isEqualTo(NodePhase.RUNNING);
    assertThat(node(2).volume()).isEqualTo(VolumeState.FORMATTED);
    assertThat(kafka().health().isHealthy()).isTrue();
    assertThat(kafka().plan().isEmpty()).isTrue();
  }

  private PlatformNode node(int id) {
    return platform.observe(ref).node(id).orElseThrow();
  }

  private void theProofSaysThatItCannotReachListenersInside() {
    assertThatThrownBy(
            () ->
                kafka()
                    .config("num.partitions", 2)
                    .upgrade(upgrade -> upgrade.allowUnavailable("*").allowQuorumLoss())
                    .prove(p -> p.rate(10))
                    .apply())
        .hasMessageContaining("kafka-bootstrap");
  }
}
