package io.katka.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.katka.Katka;
import io.katka.error.InvalidSpecException;
import io.katka.k8s.testing.Await;
import io.katka.k8s.testing.Certificates;
import io.katka.k8s.testing.Certificates.Request;
import io.katka.k8s.testing.PodMonitorKind;
import io.katka.k8s.testing.TestNamespace;
import io.katka.spi.Connection;
import io.katka.spi.Purpose;
import io.katka.state.Drift;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen of a node from outside: by clients, by Prometheus, and by whoever tries a port. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OutsideK8sIT {
  /** Of those that the API server gives to no Service by itself, however small its range is. */
  private static final int FIRST_PORT = 30_000;

  private static final String POD = "kafka-broker-1-0";

  private final Certificates root = Certificates.root();
  private TestNamespace namespace;
  private PodMonitorKind podMonitors;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    podMonitors = PodMonitorKind.known(namespace.client());
    namespace
        .client()
        .namespaces()
        .withName(namespace.name())
        .edit(
            n ->
                new NamespaceBuilder(n)
                    .editMetadata()
                    .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                    .endMetadata()
                    .build());
  }

  @AfterEach
  void leaveNothingBehind() {
    if (podMonitors != null) {
      podMonitors.close();
    }
    if (namespace != null) {
      namespace.close();
    }
  }

  private KubernetesPlatform platform(Request request) {
    Certificates server = root.sign(request);
    return namespace
        .platform(
            options ->
                options
                    .exposure(Exposure.nodePort().hosts("localhost").firstPort(FIRST_PORT))
                    .tls(Tls.pem(server.chain(), server.key()))
                    .monitoring(
                        Monitoring.agent("/opt/kafka/libs-ext/jmx_prometheus_javaagent.jar")))
        .build();
  }

  private Request server() {
    return Request.server(
        "localhost",
        "kafka-bootstrap." + namespace.name() + ".svc",
        "*.kafka-nodes." + namespace.name() + ".svc");
  }

  @Test
  void clientsVerifyMetricsAreScrapedAndNothingElseListens() throws Exception {
    KubernetesPlatform platform = platform(server());
    try (Katka katka = Katka.builder().platform(platform).build()) {
      TestNamespace.small(katka, "kafka", 1).combined().controllers(1).version("4.3.1").apply();

      Connection connection = platform.connection(platform.ref("kafka"), Purpose.CLIENT);
      assertThat(connection.brokers()).containsExactly("localhost:" + (FIRST_PORT + 2));
      aRecordGoesThere(settings(connection, root.certificate()));
      aRecordGoesThere(settings(connection, null));
      aClientThatTrustsSomebodyElseIsRefused(connection);
      metricsAreScraped();
      thePrometheusOperatorIsToldToScrape();
      onlyTheListenersListen();
      theObjectsAreAsRendered(platform);
      aChangeByHandIsSeenWithItsAuthor(platform);
    }
  }

  /** A Service that is made anew gets another port. */
  @Test
  void portsThatAreNotGivenAreTheOnesThatAreThere() throws Exception {
    KubernetesPlatform platform =
        namespace.platform(options -> options.exposure(TestNamespace.nodePorts())).build();
    try (Katka katka = Katka.builder().platform(platform).build()) {
      TestNamespace.small(katka, "kafka", 1).combined().controllers(1).version("4.4.0").apply();
      outside().delete();
      assertThat(katka.manage("kafka").plan().toString())
          .contains("put back Service kafka-broker-1-outside");
      katka.manage("kafka").apply();
      assertThat(outside().get()).isNotNull();

      outside().delete();
      katka.manage("kafka").delete().apply();
      katka.manage("kafka").apply();

      Connection connection = platform.connection(platform.ref("kafka"), Purpose.CLIENT);
      assertThat(connection.brokers())
          .containsExactly(
              "127.0.0.1:" + outside().get().getSpec().getPorts().get(0).getNodePort());
      aRecordGoesThere(settings(connection, null));
    }
  }

  private ServiceResource<Service> outside() {
    return namespace
        .client()
        .services()
        .inNamespace(namespace.name())
        .withName("kafka-broker-1-outside");
  }

  private static Map<String, Object> settings(
      Connection connection, @org.jspecify.annotations.Nullable String authority) {
    var settings = new HashMap<String, Object>(connection.clientProperties());
    if (authority != null) {
      settings.put("ssl.truststore.certificates", authority);
    }
    settings.put("bootstrap.servers", String.join(",", connection.brokers()));
    settings.put("request.timeout.ms", 10_000);
    settings.put("default.api.timeout.ms", 30_000);
    return settings;
  }

  private static void aRecordGoesThere(Map<String, Object> settings) throws Exception {
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("greetings", 0, "a", "hello")).get();
    }
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition("greetings", 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      Await.until(
          () -> "no record came back", () -> !consumer.poll(Duration.ofSeconds(1)).isEmpty());
    }
  }

  private static void aClientThatTrustsSomebodyElseIsRefused(Connection connection) {
    try (Admin admin = Admin.create(settings(connection, Certificates.root().certificate()))) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SslAuthenticationException.class);
    }
  }

  private void metricsAreScraped() throws Exception {
    try (LocalPortForward tunnel =
        pod().portForward(Monitoring.DEFAULT_PORT, InetAddress.getLoopbackAddress(), 0)) {
      String page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + tunnel.getLocalPort() + "/metrics"))
                      .timeout(Duration.ofSeconds(60))
                      .build(),
                  BodyHandlers.ofString(UTF_8))
              .body();
      assertThat(page)
          .contains(
              "kafka_server_brokertopicmetrics_messagesin_total{topic=\"greetings\"",
              "kafka_server_replicamanager_underreplicatedpartitions",
              "kafka_server_raft_metrics_");
    }
  }

  private void thePrometheusOperatorIsToldToScrape() {
    GenericKubernetesResource monitor =
        namespace
            .client()
            .genericKubernetesResources("monitoring.coreos.com/v1", "PodMonitor")
            .inNamespace(namespace.name())
            .withName("kafka")
            .get();
    Map<String, String> selected = monitor.get("spec", "selector", "matchLabels");
    assertThat(pod().get().getMetadata().getLabels()).containsAllEntriesOf(selected);
    String port = monitor.get("spec", "podMetricsEndpoints", 0, "port");
    assertThat(pod().get().getSpec().getContainers())
        .flatExtracting(Container::getPorts)
        .anySatisfy(
            open -> {
              assertThat(open.getName()).isEqualTo(port);
              assertThat(open.getContainerPort()).isEqualTo(Monitoring.DEFAULT_PORT);
            });
  }

  private PodResource pod() {
    return namespace.client().pods().inNamespace(namespace.name()).withName(POD);
  }

  private void onlyTheListenersListen() throws Exception {
    var output = new ByteArrayOutputStream();
    try (ExecWatch watch =
        pod()
            .inContainer("kafka")
            .writingOutput(output)
            .exec("cat", "/proc/net/tcp", "/proc/net/tcp6")) {
      assertThat(watch.exitCode().get(60, TimeUnit.SECONDS)).isZero();
    }
    Set<Integer> ports =
        output
            .toString(UTF_8)
            .lines()
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length > 3 && fields[3].equals("0A"))
            .map(fields -> fields[1])
            .filter(address -> !address.contains("0100007F:"))
            .map(address -> Integer.valueOf(address.substring(address.indexOf(':') + 1), 16))
            .collect(Collectors.toSet());
    assertThat(ports).containsExactlyInAnyOrder(9091, 9092, 9094, Monitoring.DEFAULT_PORT);
  }

  private static void theObjectsAreAsRendered(KubernetesPlatform platform) {
    assertThat(platform.observe(platform.ref("kafka")).drift()).isEmpty();
  }

  private void aChangeByHandIsSeenWithItsAuthor(KubernetesPlatform platform) {
    namespace
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(namespace.name())
        .withName("kafka-broker")
        .edit(
            budget ->
                new PodDisruptionBudgetBuilder(budget)
                    .editSpec()
                    .withNewMaxUnavailable(3)
                    .endSpec()
                    .build());

    assertThat(platform.observe(platform.ref("kafka")).drift())
        .singleElement()
        .satisfies(drift -> assertThat(drift.by()).isNotEmpty())
        .extracting(Drift::object, Drift::field, Drift::observed, Drift::wanted)
        .containsExactly("PodDisruptionBudget kafka-broker", "spec.maxUnavailable", "3", "1");
  }

  @Test
  void aCertificateThatIsNoGoodIsRefusedBeforeAnythingIsThere() {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    refused(server().valid(yesterday.minus(Duration.ofDays(1)), yesterday), "tls.chain", "expired");
    refused(Request.server("kafka.example.org"), "tls.chain", "a certificate for", "localhost");

    assertThat(
            namespace
                .client()
                .apps()
                .statefulSets()
                .inNamespace(namespace.name())
                .list()
                .getItems())
        .isEmpty();
  }

  @Test
  void aPortThatIsTakenIsRefusedBeforeAnythingIsThere() {
    int taken = FIRST_PORT + 1 + 2;
    namespace
        .client()
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("another")
                .endMetadata()
                .withNewSpec()
                .withType("NodePort")
                .addNewPort()
                .withPort(80)
                .withNodePort(taken)
                .endPort()
                .endSpec()
                .build())
        .inNamespace(namespace.name())
        .create();

    try (Katka katka = Katka.builder().platform(platform(server())).build()) {
      assertThatThrownBy(() -> TestNamespace.small(katka, "kafka", 3).version("4.3.1").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("Service kafka-broker-2-outside")
          .hasMessageContaining(taken + ": provided port is already allocated")
          .hasMessageContaining("firstPort");
    }
  }

  private void refused(Request request, String... parts) {
    try (Katka katka = Katka.builder().platform(platform(request)).build()) {
      assertThatThrownBy(() -> TestNamespace.small(katka, "kafka", 1).version("4.3.1").plan())
          .isInstanceOf(InvalidSpecException.class)
          .message()
          .contains(parts);
    }
  }
}
