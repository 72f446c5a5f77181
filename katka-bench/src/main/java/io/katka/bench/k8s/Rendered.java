package io.katka.bench.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects of a cluster that is there, as a file that makes the same one elsewhere. */
final class Rendered {
  private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/managed-by", "katka");

  private Rendered() {}

  /**
   * Reads them.
   *
   * @param to the namespace that they are to be applied in, its name as long as the other one's
   */
  static String yaml(KubernetesClient client, String from, String to) {
    var objects = new ArrayList<HasMetadata>();
    objects.addAll(client.serviceAccounts().inNamespace(from).withLabels(LABELS).list().getItems());
    objects.addAll(client.secrets().inNamespace(from).withLabels(LABELS).list().getItems());
    objects.addAll(client.services().inNamespace(from).withLabels(LABELS).list().getItems());
    objects.addAll(
        client
            .policy()
            .v1()
            .podDisruptionBudget()
            .inNamespace(from)
            .withLabels(LABELS)
            .list()
            .getItems());
    objects.addAll(client.configMaps().inNamespace(from).withLabels(LABELS).list().getItems());
    objects.addAll(
        client.persistentVolumeClaims().inNamespace(from).withLabels(LABELS).list().getItems());
    List<StatefulSet> sets =
        client.apps().statefulSets().inNamespace(from).withLabels(LABELS).list().getItems();
    sets.forEach(set -> objects.add(permit(set)));
    objects.addAll(sets);
    var yaml = new StringBuilder();
    for (HasMetadata object : objects) {
      strip(object);
      yaml.append("---\n").append(Serialization.asYaml(object)).append('\n');
    }
    return yaml.toString().replace(from, to);
  }

  /** The permit to format, which is taken back from the nodes that are there. */
  private static ConfigMap permit(StatefulSet set) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(set.getMetadata().getName() + "-format")
        .withNamespace(set.getMetadata().getNamespace())
        .endMetadata()
        .withData(Map.of("format", "once"))
        .build();
  }

  private static void strip(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    metadata.setManagedFields(List.of());
    metadata.setResourceVersion(null);
    metadata.setUid(null);
    metadata.setCreationTimestamp(null);
    metadata.setGeneration(null);
    metadata.setFinalizers(List.of());
    if (object instanceof Service service) {
      boolean headless = "None".equals(service.getSpec().getClusterIP());
      service.getSpec().setClusterIP(headless ? "None" : null);
      service.getSpec().setClusterIPs(headless ? List.of("None") : null);
      service.setStatus(null);
    } else if (object instanceof PersistentVolumeClaim claim) {
      metadata.setAnnotations(null);
      claim.getSpec().setVolumeName(null);
      claim.setStatus(null);
    } else if (object instanceof StatefulSet set) {
      set.setStatus(null);
    }
  }
}
