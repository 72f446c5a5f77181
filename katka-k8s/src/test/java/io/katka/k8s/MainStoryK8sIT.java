package io.katka.k8s;

import static io.katka.k8s.testing.Proofs.loseNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.katka.Katka;
import io.katka.error.InvalidSpecException;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.StepFinished;
import io.katka.event.KatkaEvent.StepStarted;
import io.katka.k8s.testing.FaultyApiServer;
import io.katka.k8s.testing.KeptRecords;
import io.katka.k8s.testing.TestNamespace;
import io.katka.spi.Connection;
import io.katka.spi.Purpose;
import io.katka.state.PlatformNode;
import io.katka.workflow.StepNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * The story that it is all about, with a client outside the Kubernetes cluster that loses nothing:
 * provision, scale out, roll, scale in; then the ways back, and the way over kept volumes.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MainStoryK8sIT {
  /** More calls than a roll of five needs, and far fewer than one that polls would make. */
  private static final int CALLS_OF_A_ROLL = 250;

  private static final Duration SOAK = Duration.ofSeconds(15);

  /** What a step writes down of itself at its beginning and its end. */
  private static final int NOTES_OF_A_STEP = 4;

  private TestNamespace namespace;
  private FaultyApiServer door;
  private KubernetesClient client;
  private KubernetesPlatform platform;
  private Katka katka;
  private final Map<String, Integer> soaked = new TreeMap<>();

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    door = new FaultyApiServer(namespace.kubernetes());
    client = door.client();
    platform =
        namespace
            .platform(options -> options.exposure(TestNamespace.nodePorts()))
            .client(client)
            .build();
    katka = Katka.builder().platform(platform).build();
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      katka.close();
      client.close();
      door.close();
      namespace.close();
    }
  }

  @Test
  void threeToFiveToThreeAndToTheNextVersionWithNothingLost(TestReporter reporter)
      throws Exception {
    kafka(3).version("4.3.1").apply();
    ofWhatIsNewNothingIsCompared();
    assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
    assertThat(katka.manage("kafka").plan().toString()).contains("namespace " + namespace.name());

    loseNothing(kafka(5).prove(proof -> proof.rate(100)).apply());
    door.forget();
    loseNothing(
        katka
            .manage("kafka")
            .version("4.4.0")
            .upgrade(upgrade -> upgrade.canary(SOAK))
            .listener(this::countInTheSoak)
            .prove(proof -> proof.rate(100))
            .apply());
    theRollWatchedAndDidNotPoll(reporter);
    loseNothing(kafka(3).prove(proof -> proof.rate(100)).apply());

    assertThat(nodes()).containsExactlyInAnyOrder(1, 2, 3, 1001, 1002, 1003);
    assertThat(namespace.claims()).contains("data-kafka-broker-4-0", "data-kafka-broker-5-0");
    assertThat(katka.manage("kafka").status().toString()).contains("4.4.0").doesNotContain("4.3.1");
    theSameExplanationOfANumberOfTheZooKeeperEra();
    comesBackOverItsVolumes();
  }

  /** Its nodes would wait for that, and nobody has changed it yet. */
  private void ofWhatIsNewNothingIsCompared() {
    assertThat(door.calls().keySet())
        .contains("PATCH /apis/v1/poddisruptionbudgets")
        .doesNotContain("GET /apis/v1/poddisruptionbudgets");
  }

  /** The lock's renewals apart, which come with time, and the tunnels' connections. */
  private void theRollWatchedAndDidNotPoll(TestReporter reporter) {
    Map<String, Integer> calls = door.calls();
    report(reporter, "API calls of a roll of 5 brokers and 3 controllers", calls);
    assertThat(counted(calls)).as(calls.toString()).isLessThan(CALLS_OF_A_ROLL);
    report(reporter, "of these in a wait of " + SOAK, soaked);
    assertThat(counted(soaked)).as(soaked.toString()).isLessThanOrEqualTo(NOTES_OF_A_STEP);
  }

  /** In the report, and in the output of the build, which keeps no report's entries. */
  private static void report(TestReporter reporter, String what, Map<String, Integer> calls) {
    String counts = counted(calls) + " and what comes with time: " + calls;
    reporter.publishEntry(what, counts);
    System.out.println(what + ": " + counts);
  }

  private static int counted(Map<String, Integer> calls) {
    return calls.entrySet().stream()
        .filter(call -> !call.getKey().contains("lease"))
        .filter(call -> !call.getKey().contains("portforward"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** What is asked of the API server while the canary soaks, in which nothing happens. */
  private void countInTheSoak(KatkaEvent event) {
    if (event instanceof StepStarted started && isSoak(started.step())) {
      soaked.putAll(door.calls());
    } else if (event instanceof StepFinished finished && isSoak(finished.step())) {
      door.calls().forEach((call, count) -> soaked.merge(call, -count, Integer::sum));
      soaked.replaceAll((call, count) -> -count);
    }
  }

  private static boolean isSoak(String step) {
    return step.endsWith("/" + StepNames.SOAK);
  }

  /** How clients outside reach it. */
  private Map<String, Object> client() {
    Connection connection = platform.connection(platform.ref("kafka"), Purpose.CLIENT);
    var settings = new HashMap<String, Object>(connection.clientProperties());
    settings.put("bootstrap.servers", String.join(",", connection.brokers()));
    return settings;
  }

  private io.katka.ClusterRequest kafka(int brokers) {
    return TestNamespace.small(katka, "kafka", brokers);
  }

  private Set<Integer> nodes() {
    return platform.observe(platform.ref("kafka")).nodes().stream()
        .map(PlatformNode::id)
        .collect(Collectors.toSet());
  }

  private void theSameExplanationOfANumberOfTheZooKeeperEra() {
    assertThatThrownBy(() -> katka.manage("kafka").version("5.1.0").plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("Confluent Platform 5.1.0")
        .hasMessageContaining("ZooKeeper");
  }

  private void comesBackOverItsVolumes() throws Exception {
    String id = katka.manage("kafka").plan().plan().clusterId();
    new KeptRecords(client()).write();

    katka.manage("kafka").delete().apply();

    assertThat(namespace.client().pods().inNamespace(namespace.name()).list().getItems()).isEmpty();
    katka.manage("kafka").apply();
    assertThat(katka.manage("kafka").plan().plan().clusterId()).isEqualTo(id);
    // At other addresses: ports of Services that are made anew.
    new KeptRecords(client()).assertAllThere();
    assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
  }
}
