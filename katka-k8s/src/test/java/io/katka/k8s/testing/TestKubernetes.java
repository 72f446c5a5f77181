package io.katka.k8s.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Kubernetes cluster that tests run on: the one whose kubeconfig {@code KATKA_IT_KUBECONFIG}
 * names, else k3s in a container where Docker answers; without both, tests are skipped.
 */
public final class TestKubernetes {
  /** Names the kubeconfig of the cluster to run on. */
  public static final String VARIABLE = "KATKA_IT_KUBECONFIG";

  private static final DockerImageName K3S = DockerImageName.parse("rancher/k3s:v1.34.1-k3s1");

  private final Path kubeconfig;

  private TestKubernetes(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  /** The cluster, the same for all tests of a JVM; aborts the test where there is none. */
  public static TestKubernetes get() {
    return Holder.CLUSTER == null
        ? abort(
            "Kubernetes tests are skipped: %s is not set and no Docker engine answers for k3s."
                .formatted(VARIABLE))
        : Holder.CLUSTER;
  }

  /** The kubeconfig of its administrator. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** A client of its administrator. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private static final class Holder {
    private static final @org.jspecify.annotations.Nullable TestKubernetes CLUSTER = find();

    private Holder() {}

    private static @org.jspecify.annotations.Nullable TestKubernetes find() {
      String named = System.getenv(VARIABLE);
      if (named != null && !named.isEmpty()) {
        return new TestKubernetes(Path.of(named));
      }
      return DockerClientFactory.instance().isDockerAvailable() ? k3s() : null;
    }

    @SuppressWarnings("resource") // Ends with the JVM, as Testcontainers sees to.
    private static TestKubernetes k3s() {
      var container = new K3sContainer(K3S);
      container.start();
      try {
        Path file = Files.createTempFile("katka-k3s", ".yaml");
        file.toFile().deleteOnExit();
        Files.writeString(file, container.getKubeConfigYaml());
        return new TestKubernetes(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
