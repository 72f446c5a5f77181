package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.katka.Katka;
import io.katka.error.ClusterLockedException;
import io.katka.k8s.testing.TestNamespace;
import io.katka.workflow.StepNames;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On Kubernetes, too, a program that is killed at any step and started again finishes its job. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DriverDeathK8sIT {
  @TempDir Path directory;
  private TestNamespace namespace;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Test
  void atEveryStepOfAProvisioningAndOfARoll() throws Exception {
    Set<String> provisioning =
        Deaths.atEachStep(
            this::driver, "replicas=2", "controllers=1", "heap=192Mi", "version=4.3.1");
    assertThat(provisioning).contains("prepare", "start-controllers", "start-brokers");
    Map<String, String> uids = uids();
    assertThat(uids).hasSize(3);

    aLiveDriversLockIsNeverTaken();
    Set<String> roll = Deaths.atEachStep(this::driver, "version=4.4.0", "quorum-loss=yes");

    assertThat(roll).contains("gate", "restart", "await-registered");
    assertThat(uids()).hasSize(3).doesNotContainValue("");
    assertThat(uids().values()).doesNotContainAnyElementsOf(uids.values());
    assertThatNothingIsLeftToDo();
  }

  @Test
  @Tag("soak")
  void atEveryStepOfAProvisioningWithAnEnsemble() throws Exception {
    assertThat(Deaths.atEachStep(this::driver, "replicas=2", "heap=192Mi", "version=5.1.0"))
        .contains(
            StepNames.START_CONTROLLERS,
            StepNames.AWAIT_QUORUM,
            StepNames.CLAIM_ENSEMBLE,
            StepNames.START_BROKERS);

    assertThat(uids()).hasSize(5);
    assertThatNothingIsLeftToDo();
  }

  @Test
  @Tag("soak")
  @Timeout(value = 14, unit = TimeUnit.MINUTES)
  void atEveryStepOfARollWithAnEnsemble() throws Exception {
    assertThat(end("replicas=2", "heap=192Mi", "version=5.0.0")).isEqualTo("DONE");
    Map<String, String> before = uids();

    assertThat(Deaths.atEachStep(this::driver, "version=5.1.0"))
        .contains(StepNames.GATE, StepNames.RESTART, StepNames.AWAIT_QUORUM);

    assertThat(uids()).hasSize(5);
    assertThat(uids().values()).doesNotContainAnyElementsOf(before.values());
    assertThatNothingIsLeftToDo();
  }

  private String end(String... line) throws Exception {
    try (Driver driver = driver(line)) {
      driver.goOnToTheEnd();
      return driver.end();
    }
  }

  private void assertThatNothingIsLeftToDo() {
    try (Katka katka = Katka.builder().platform(namespace.platform().build()).build()) {
      assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
      assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
    }
  }

  private void aLiveDriversLockIsNeverTaken() throws Exception {
    try (Driver live = driver("num.partitions=3", "quorum-loss=yes");
        Katka katka = Katka.builder().platform(namespace.platform().build()).build()) {
      live.goOnUntil("started record/prepare");
      assertThatThrownBy(() -> katka.manage("kafka").config("num.partitions", 3).apply())
          .isInstanceOf(ClusterLockedException.class)
          .hasMessageContaining("pid " + live.pid());
    }
  }

  private Driver driver(String... line) throws Exception {
    return Driver.start(
        "kubernetes,%s,%s".formatted(namespace.kubernetes().kubeconfig(), namespace.name()),
        directory.resolve("driver.log"),
        line);
  }

  private Map<String, String> uids() {
    var uids = new TreeMap<String, String>();
    for (Pod pod : namespace.client().pods().inNamespace(namespace.name()).list().getItems()) {
      uids.put(pod.getMetadata().getName(), pod.getMetadata().getUid());
    }
    return uids;
  }
}
