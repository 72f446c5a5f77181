package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.katka.ApplyResult;
import io.katka.Katka;
import io.katka.error.StepFailedException;
import io.katka.event.KatkaEvent;
import io.katka.k8s.testing.Await;
import io.katka.k8s.testing.FaultyApiServer;
import io.katka.k8s.testing.FaultyApiServer.Fate;
import io.katka.k8s.testing.Kept;
import io.katka.k8s.testing.MostDown;
import io.katka.k8s.testing.TestNamespace;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong around a run, which waits or tries again and never has two brokers down. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FaultsK8sIT {
  private TestNamespace namespace;
  private FaultyApiServer server;
  private KubernetesClient client;
  private KubernetesPlatform platform;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    server = new FaultyApiServer(namespace.kubernetes());
    client = server.client();
    platform =
        namespace
            .platform(options -> options.exposure(TestNamespace.nodePorts()))
            .client(client)
            .build();
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      platform.close();
      client.close();
      server.close();
      namespace.close();
    }
  }

  @Test
  void aRunGoesOnThroughAllOfThem() {
    apply("4.3.1", event -> {});

    rollThroughAFaultyApiServer();
    aPodDeletedBySomebodyElseInTheMiddle();
    anImageThatIsNotThere();
    anUnrolledPodDeletedDuringTheSoakComesBackOnTheOldVersion();
  }

  /** Brokers that are the controllers, too: fewer pods to wait for. */
  private ApplyResult apply(String version, Consumer<KatkaEvent> listener) {
    try (Katka katka = katka(listener)) {
      return TestNamespace.small(katka, "kafka", 3).combined().version(version).apply();
    }
  }

  /** Over the platform of this test, which stays open. */
  private Katka katka(Consumer<KatkaEvent> listener) {
    return Katka.builder().platform(Kept.open(platform)).listener(listener).build();
  }

  private void rollThroughAFaultyApiServer() {
    var requests = new AtomicInteger();
    server.fate(request -> fate(request, requests.incrementAndGet()));
    try (var watch = new MostDown(namespace.client(), namespace.name())) {
      ApplyResult result = apply("4.4.0", this::cutWatchesAndTunnels);

      server.fate(request -> Fate.PASS);
      assertThat(result.outcome()).isEqualTo(KatkaEvent.Outcome.DONE);
      assertThat(requests.get()).isGreaterThan(50);
      assertThat(watch.most()).isEqualTo(1);
    }
    assertThat(versions()).containsOnly("4.4.0");
  }

  /** Every fifth request goes wrong, each in another way; a stream has no answer to be lost. */
  private static Fate fate(String request, int number) {
    if (number % 5 != 0) {
      return Fate.PASS;
    }
    boolean stream = request.contains("watch=true") || request.contains("portforward");
    Fate[] fates = {Fate.TOO_MANY_REQUESTS, Fate.INTERNAL_ERROR, Fate.SILENCE, Fate.LOST_ANSWER};
    return stream ? Fate.SILENCE : fates[number / 5 % fates.length];
  }

  private void cutWatchesAndTunnels(KatkaEvent event) {
    if (event instanceof KatkaEvent.StepActed) {
      server.cut("watch=true");
      server.cut("portforward");
    }
  }

  /** Who drains a machine is told to wait by the disruption budget; who deletes is not. */
  private void aPodDeletedBySomebodyElseInTheMiddle() {
    var deleted = new AtomicBoolean();
    var drains = new AtomicBoolean(true);
    Map<Integer, String> before = incarnations();
    try (Katka katka =
        katka(
            event -> {
              if (event instanceof KatkaEvent.StepActed acted
                  && acted.step().endsWith("/restart")
                  && deleted.compareAndSet(false, true)) {
                // By a client that does not try again until it is allowed.
                var other =
                    client
                        .pods()
                        .inNamespace(namespace.name())
                        .withName("kafka-broker-%d-0".formatted(acted.node() == 3 ? 2 : 3));
                Await.until(() -> "a disruption is allowed still", this::allowsNoDisruption);
                drains.set(other.evict());
                other.delete();
              }
            })) {
      katka.manage("kafka").config("num.partitions", 4).apply();
    }
    assertThat(drains).as("a drain while a broker is down").isFalse();

    assertThat(deleted).isTrue();
    assertThat(incarnations()).hasSameSizeAs(before);
    try (Katka katka = katka(event -> {})) {
      assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
      assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
    }
  }

  private boolean allowsNoDisruption() {
    return namespace
            .client()
            .policy()
            .v1()
            .podDisruptionBudget()
            .inNamespace(namespace.name())
            .withName("kafka-broker")
            .get()
            .getStatus()
            .getDisruptionsAllowed()
        == 0;
  }

  private void anImageThatIsNotThere() {
    KubernetesPlatform other =
        namespace
            .platform(
                options ->
                    options
                        .exposure(TestNamespace.nodePorts())
                        .image("docker.io/apache/kafka:none-{version}"))
            .build();
    try (Katka katka = Katka.builder().platform(other).build()) {
      assertThatThrownBy(() -> katka.manage("kafka").config("num.partitions", 5).apply())
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("none-4.4.0")
          .hasMessageContaining("Image");
    }
  }

  private void anUnrolledPodDeletedDuringTheSoakComesBackOnTheOldVersion() {
    var deleted = new AtomicReference<PlatformNode>();
    var back = new AtomicReference<PlatformNode>();
    try (Katka katka =
        katka(
            event -> {
              if (event instanceof KatkaEvent.StepStarted started
                  && started.step().endsWith("/soak")
                  && deleted.compareAndSet(null, node(started.node() == 3 ? 2 : 3))) {
                pods().withName("kafka-broker-" + deleted.get().id() + "-0").delete();
              }
              if (event instanceof KatkaEvent.StepFinished finished
                  && finished.step().endsWith("/soak")) {
                back.set(node(deleted.get().id()));
              }
            })) {
      katka
          .manage("kafka")
          .config("num.partitions", 6)
          .upgrade(upgrade -> upgrade.canary(Duration.ofSeconds(10)))
          .apply();
      assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
      assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
    }
    assertThat(back.get().phase()).isEqualTo(NodePhase.RUNNING);
    assertThat(back.get().incarnation()).isNotEqualTo(deleted.get().incarnation());
    assertThat(back.get().runningFingerprint()).isEqualTo(deleted.get().runningFingerprint());
    assertThat(node(back.get().id()).runningFingerprint())
        .isNotEqualTo(back.get().runningFingerprint());
  }

  private PlatformNode node(int id) {
    return platform.observe(platform.ref("kafka")).node(id).orElseThrow();
  }

  private Set<String> versions() {
    return pods().list().getItems().stream()
        .map(Pod::getSpec)
        .map(spec -> spec.getContainers().get(0).getImage())
        .map(image -> image.substring(image.lastIndexOf(':') + 1))
        .collect(Collectors.toSet());
  }

  private Map<Integer, String> incarnations() {
    var all = new TreeMap<Integer, String>();
    platform
        .observe(platform.ref("kafka"))
        .nodes()
        .forEach(node -> all.put(node.id(), node.incarnation()));
    return all;
  }

  private io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
          Pod,
          io.fabric8.kubernetes.api.model.PodList,
          io.fabric8.kubernetes.client.dsl.PodResource>
      pods() {
    return namespace.client().pods().inNamespace(namespace.name());
  }
}
