package io.katka.k8s.testing;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The kind PodMonitor, known to the Kubernetes cluster for as long as a test lasts. */
public final class PodMonitorKind implements AutoCloseable {
  private static final String GROUP = "monitoring.coreos.com";

  private final KubernetesClient client;
  private final boolean own;

  private PodMonitorKind(KubernetesClient client, boolean own) {
    this.client = client;
    this.own = own;
  }

  /** Makes it known where it is not. */
  public static PodMonitorKind known(KubernetesClient client) {
    boolean own = client.resource(kind()).get() == null;
    if (own) {
      client.resource(kind()).create();
      Await.until(() -> GROUP + " is not served", () -> client.getApiGroup(GROUP) != null);
    }
    return new PodMonitorKind(client, own);
  }

  private static CustomResourceDefinition kind() {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName("podmonitors." + GROUP)
        .endMetadata()
        .withNewSpec()
        .withGroup(GROUP)
        .withScope("Namespaced")
        .withNewNames()
        .withKind("PodMonitor")
        .withListKind("PodMonitorList")
        .withPlural("podmonitors")
        .withSingular("podmonitor")
        .endNames()
        .addNewVersion()
        .withName("v1")
        .withServed(true)
        .withStorage(true)
        .withNewSchema()
        .withNewOpenAPIV3Schema()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true)
        .endOpenAPIV3Schema()
        .endSchema()
        .endVersion()
        .endSpec()
        .build();
  }

  /** Forgets it with all that is of it, unless it was known before. */
  @Override
  public void close() {
    if (own) {
      client.resource(kind()).delete();
    }
  }
}
