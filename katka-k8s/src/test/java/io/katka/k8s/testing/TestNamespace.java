package io.katka.k8s.testing;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.k8s.Exposure;
import io.katka.k8s.KubernetesPlatform;
import io.katka.k8s.Options;
import io.katka.spec.ResourcesSpec;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A namespace of a test's own, and Katka in it; all of it goes at the end. */
public final class TestNamespace implements AutoCloseable {
  /** Small nodes, since many of them share one machine. */
  public static final UnaryOperator<ResourcesSpec> SMALL = resources -> resources.heap("192Mi");

  private static final String QUICK =
      "-XX:+UseG1GC -XX:TieredStopAtLevel=1 -Xshare:auto -XX:SharedArchiveFile=/opt/kafka/kafka.jsa";

  private final TestKubernetes kubernetes;
  private final KubernetesClient client;
  private final String name = "katka-it-" + UUID.randomUUID().toString().substring(0, 8);

  private TestNamespace(TestKubernetes kubernetes) {
    this.kubernetes = kubernetes;
    client = kubernetes.client();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** A new one; aborts the test where there is no Kubernetes. */
  public static TestNamespace create() {
    return new TestNamespace(TestKubernetes.get());
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The administrator's hands on it. */
  public KubernetesClient client() {
    return client;
  }

  /** The cluster that it is in. */
  public TestKubernetes kubernetes() {
    return kubernetes;
  }

  /** A platform in it, with small controllers. */
  public KubernetesPlatform.Builder platform() {
    return platform(options -> options);
  }

  /** A platform in it, with more to say about its objects. */
  public KubernetesPlatform.Builder platform(UnaryOperator<Options.Builder> more) {
    return KubernetesPlatform.builder()
        .kubeconfig(kubernetes.kubeconfig())
        .namespace(name)
        .options(
            options ->
                more.apply(
                    options
                        .controllerResources(r -> r.heap("128Mi"))
                        .customize(StatefulSet.class, TestNamespace::warmsUpLittle)));
  }

  /** Brokers that live for a minute repay little of what the second compiler costs. */
  private static StatefulSet warmsUpLittle(StatefulSet set) {
    return new StatefulSetBuilder(set)
        .editSpec()
        .editTemplate()
        .editSpec()
        .editMatchingContainer(container -> "kafka".equals(container.getName()))
        .addNewEnv()
        .withName("KAFKA_JVM_PERFORMANCE_OPTS")
        .withValue(QUICK)
        .endEnv()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Brokers reachable from outside, at ports that no test beside this one has. */
  public static Exposure nodePorts() {
    return Exposure.nodePort().hosts("127.0.0.1");
  }

  /** A request for a cluster of small brokers. */
  public static ClusterRequest small(Katka katka, String cluster, int brokers) {
    return katka.manage(cluster).replicas(brokers).resources(SMALL);
  }

  /** The names of the volume claims in it that are to stay. */
  public List<String> claims() {
    return client.persistentVolumeClaims().inNamespace(name).list().getItems().stream()
        .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
        .map(claim -> claim.getMetadata().getName())
        .toList();
  }

  /**
   * Ends everything in it at once. The stateful sets leave their pods as orphans: a pod that the
   * garbage collector deletes first keeps its whole grace period, however short a later one is, and
   * a broker without its controllers takes five minutes to give up.
   */
  @Override
  public void close() {
    client
        .apps()
        .statefulSets()
        .inNamespace(name)
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    client.pods().inNamespace(name).withGracePeriod(1).delete();
    client.namespaces().withName(name).delete();
    try {
      client.namespaces().withName(name).waitUntilCondition(Objects::isNull, 3, TimeUnit.MINUTES);
    } catch (KubernetesClientTimeoutException e) {
      throw new IllegalStateException("namespace " + name + " keeps " + left(), e);
    } finally {
      client.close();
    }
  }

  private String left() {
    return Stream.concat(
            client.pods().inNamespace(name).list().getItems().stream(),
            client.persistentVolumeClaims().inNamespace(name).list().getItems().stream())
        .map(
            object ->
                object.getKind()
                    + " "
                    + object.getMetadata().getName()
                    + " deleted "
                    + object.getMetadata().getDeletionTimestamp()
                    + " with finalizers "
                    + object.getMetadata().getFinalizers())
        .collect(Collectors.joining(", "));
  }
}
