package io.katka.bench.k8s;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.katka.Katka;
import io.katka.bench.Median;
import io.katka.internal.SystemTime;
import io.katka.k8s.KubernetesPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long {@code apply()} takes for a new cluster, beside {@code kubectl apply} of the same
 * objects and {@code kubectl wait} until all pods are ready.
 */
@Command(
    name = "provision-kubernetes",
    mixinStandardHelpOptions = true,
    description = "Provisions clusters by apply() and by kubectl, in turn, and compares the times.")
public final class ProvisionKubernetesCommand implements Callable<Integer> {
  @Option(names = "--kubeconfig", required = true, description = "the cluster to use")
  private Path kubeconfig;

  @Option(names = "--kubectl", defaultValue = "kubectl", description = "kubectl's path")
  private String kubectl;

  @Option(names = "--rounds", defaultValue = "3", description = "how often (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--brokers", defaultValue = "3", description = "brokers (${DEFAULT-VALUE})")
  private int brokers;

  @Option(
      names = "--controllers",
      defaultValue = "3",
      description = "controllers (${DEFAULT-VALUE})")
  private int controllers;

  /** For picocli. */
  public ProvisionKubernetesCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = Files.createTempFile("katka-bench", ".yaml");
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build()) {
      var ratios = new ArrayList<Double>();
      for (int round = 0; round < rounds; round++) {
        String first = "katka-bench-a" + round;
        String second = "katka-bench-b" + round;
        create(client, first);
        long own = apply(first);
        Files.writeString(file, Rendered.yaml(client, first, second));
        remove(client, first);
        create(client, second);
        long theirs = kubectl(client, file, second);
        remove(client, second);
        double ratio = (double) own / theirs;
        ratios.add(ratio);
        System.out.printf(
            Locale.ROOT, "apply() %d ms, kubectl %d ms, ratio %.2f%n", own, theirs, ratio);
      }
      System.out.printf(Locale.ROOT, "median of %d rounds: %.2f%n", rounds, Median.of(ratios));
      return 0;
    } finally {
      Files.delete(file);
    }
  }

  private long apply(String namespace) {
    try (Katka katka =
        Katka.builder()
            .platform(
                KubernetesPlatform.builder()
                    .kubeconfig(kubeconfig)
                    .namespace(namespace)
                    .options(options -> options.controllerResources(r -> r.heap("128Mi")))
                    .build())
            .build()) {
      long start = SystemTime.INSTANCE.nanos();
      katka
          .manage("bench")
          .replicas(brokers)
          .controllers(controllers)
          .version("4.3.1")
          .resources(r -> r.heap("256Mi"))
          .apply();
      return millisSince(start);
    }
  }

  private long kubectl(KubernetesClient client, Path file, String namespace)
      throws IOException, InterruptedException {
    long start = SystemTime.INSTANCE.nanos();
    run("apply", "-f", file.toString());
    // There is nothing to wait for before the pods are created.
    for (int tries = 0; pods(client, namespace) < brokers + controllers; tries++) {
      SystemTime.INSTANCE.sleep(Duration.ofMillis(100));
      if (tries > 600) {
        throw new IOException("no pods in " + namespace);
      }
    }
    run("-n", namespace, "wait", "--for=condition=Ready", "pod", "--all", "--timeout=600s");
    return millisSince(start);
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(kubectl, "--kubeconfig", kubeconfig.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  private static int pods(KubernetesClient client, String namespace) {
    return client.pods().inNamespace(namespace).list().getItems().size();
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(SystemTime.INSTANCE.nanos() - start);
  }

  private static void create(KubernetesClient client, String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** Pods become orphans first: those that go with their set keep its whole grace period. */
  private static void remove(KubernetesClient client, String name) {
    client
        .apps()
        .statefulSets()
        .inNamespace(name)
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    client.pods().inNamespace(name).withGracePeriod(1).delete();
    client.namespaces().withName(name).withTimeout(120, TimeUnit.SECONDS).delete();
  }
}
