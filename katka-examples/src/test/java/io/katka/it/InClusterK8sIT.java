package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.katka.Katka;
import io.katka.k8s.Rbac;
import io.katka.k8s.testing.TestNamespace;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program in a pod of the same Kubernetes cluster, which has no kubeconfig but its service
 * account, with nothing but the Role that Katka renders.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class InClusterK8sIT {
  private static final String JAR = "/tmp/driver.jar";

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
  void aProgramInAPodProvisionsAsOneOutsideDoes() throws Exception {
    Role role = Rbac.minimal(namespace.name());
    create(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("driver")
            .withNamespace(namespace.name())
            .endMetadata()
            .build());
    create(role);
    create(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("driver")
            .withNamespace(namespace.name())
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", role.getMetadata().getName())
            .addNewSubject("", "ServiceAccount", "driver", namespace.name())
            .build());
    create(driver());
    PodResource pod = namespace.client().pods().inNamespace(namespace.name()).withName("driver");
    pod.waitUntilReady(2, TimeUnit.MINUTES);
    upload(pod, OneJar.ofThisClassPath(directory.resolve("driver.jar")));

    pod.waitUntilCondition(InClusterK8sIT::ended, 3, TimeUnit.MINUTES);

    assertThat(pod.getLog()).contains("acted provision/start-brokers", "ended DONE");
    try (Katka katka = Katka.builder().platform(namespace.platform().build()).build()) {
      assertThat(katka.manage("kafka").health().isHealthy()).isTrue();
    }
  }

  private void create(HasMetadata object) {
    namespace.client().resource(object).create();
  }

  /** Waits for the program, then runs it; its next line is always there. */
  private Pod driver() {
    String script =
        "until [ -e /tmp/go ]; do sleep 0.2; done; yes '' | java -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp %s %s kubernetes,,%s replicas=1 controllers=1 heap=192Mi version=4.4.0"
            .formatted(JAR, DriverMain.class.getName(), namespace.name());
    return new PodBuilder()
        .withNewMetadata()
        .withName("driver")
        .withNamespace(namespace.name())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName("driver")
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("driver")
        .withImage("docker.io/apache/kafka:4.4.0")
        .withCommand("bash", "-c", script)
        .endContainer()
        .endSpec()
        .build();
  }

  private static void upload(PodResource pod, Path jar) throws Exception {
    String take = "head -c %d > %s && touch /tmp/go".formatted(Files.size(jar), JAR);
    try (ExecWatch watch =
            pod.redirectingInput()
                .writingOutput(OutputStream.nullOutputStream())
                .exec("bash", "-c", take);
        OutputStream in = watch.getInput()) {
      Files.copy(jar, in);
      in.flush();
      assertThat(watch.exitCode().get(2, TimeUnit.MINUTES)).isZero();
    }
  }

  private static boolean ended(Pod pod) {
    return pod != null && !"Running".equals(pod.getStatus().getPhase());
  }
}
