package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.Run;
import io.katka.event.KatkaEvent;
import io.katka.k8s.testing.Await;
import io.katka.k8s.testing.TestNamespace;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * A machine that dies in the middle of a roll, with a broker whose volume is only there. Runs where
 * {@code KATKA_IT_KILL_MACHINE} and {@code KATKA_IT_START_MACHINE} are commands that do so to the
 * machine named by one more word.
 */
@Tag("soak")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class LostMachineK8sIT {
  private static final String KILL = "KATKA_IT_KILL_MACHINE";
  private static final String START = "KATKA_IT_START_MACHINE";

  private final CompletableFuture<Integer> restarted = new CompletableFuture<>();
  private TestNamespace namespace;
  private Katka katka;

  @BeforeEach
  void open() {
    assumeTrue(
        System.getenv(KILL) != null && System.getenv(START) != null,
        "No machine is killed: %s and %s are not set.".formatted(KILL, START));
    namespace = TestNamespace.create();
    KubernetesPlatform platform =
        namespace
            .platform(options -> options.scheduling(s -> s.apart(Scheduling.Apart.REQUIRED)))
            .build();
    katka = Katka.builder().platform(platform).listener(this::look).build();
  }

  private void look(KatkaEvent event) {
    if (event instanceof KatkaEvent.StepActed acted
        && acted.step().matches("roll broker .*/restart")) {
      restarted.complete(acted.node());
    }
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      katka.close();
      namespace.close();
    }
  }

  @Test
  void isWaitedForUntilItIsBack(TestReporter reporter) throws Exception {
    TestNamespace.small(katka, "kafka", 3).controllers(1).version("4.3.1").apply();

    ClusterRequest change =
        katka
            .manage("kafka")
            .config("queued.max.requests", 400)
            .upgrade(upgrade -> upgrade.allowQuorumLoss());
    try (Run run = change.applyAsync()) {
      int victim = anotherThan(restarted.get());
      String machine = pod(victim).get().getSpec().getNodeName();
      command(KILL, machine);
      try {
        reporter.publishEntry("at first", waitsFor(run, "node=" + victim));
        reporter.publishEntry("given up", waitsFor(run, machine + " does not answer"));
        Pod before = pod(victim).get();
        pod(victim).withGracePeriod(0).delete();
        reporter.publishEntry("deleted by force", waitsFor(run, "Unschedulable"));
        assertThat(pod(victim).get().getMetadata().getUid())
            .isNotEqualTo(before.getMetadata().getUid());
      } finally {
        command(START, machine);
      }
      assertThat(run.await(Duration.ofMinutes(6)).outcome()).isEqualTo(KatkaEvent.Outcome.DONE);
    }
    assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
    assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
  }

  /** One that has a machine without a controller. */
  private int anotherThan(int broker) {
    String controllers =
        namespace
            .client()
            .pods()
            .inNamespace(namespace.name())
            .withName("kafka-controller-1001-0")
            .get()
            .getSpec()
            .getNodeName();
    for (int id = 1; id <= 3; id++) {
      if (id != broker && !pod(id).get().getSpec().getNodeName().equals(controllers)) {
        return id;
      }
    }
    throw new AssertionError("no broker but " + broker + " is without a controller");
  }

  private PodResource pod(int broker) {
    return namespace
        .client()
        .pods()
        .inNamespace(namespace.name())
        .withName("kafka-broker-%d-0".formatted(broker));
  }

  private static String waitsFor(Run run, String part) {
    Await.until(
        () -> run.currentStep() + " " + run.blockers(),
        () -> run.blockers().toString().contains(part));
    return run.currentStep() + ": " + run.blockers();
  }

  private static void command(String variable, String machine)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", System.getenv(variable) + " \"$1\"", "sh", machine)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(System.getenv(variable) + " " + machine).isZero();
  }
}
