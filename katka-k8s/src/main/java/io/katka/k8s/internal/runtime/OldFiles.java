package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.spec.ClusterRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Forgets the files of revisions that no pod reads any more and none will read: each revision has
 * ConfigMaps of its own.
 */
record OldFiles(ClusterRef ref, Api api, Applier applier) {

  void forget(LeaseLock lock, List<NodeView> nodes) {
    Set<String> used = new HashSet<>();
    for (NodeView node : nodes) {
      files(node.set().getSpec().getTemplate().getSpec()).forEach(used::add);
      node.pod().ifPresent(pod -> files(pod.getSpec()).forEach(used::add));
    }
    List<ConfigMap> all =
        api.call(
            "list the ConfigMaps of " + ref,
            c ->
                c.configMaps()
                    .inNamespace(ref.namespace())
                    .withLabels(Labels.cluster(ref))
                    .withLabel(Labels.NODE_ID)
                    .list()
                    .getItems());
    for (ConfigMap files : all) {
      if (Boolean.TRUE.equals(files.getImmutable())
          && !used.contains(files.getMetadata().getName())) {
        lock.require(ref);
        applier.delete(files);
      }
    }
  }

  private static Stream<String> files(PodSpec pod) {
    return pod.getVolumes().stream()
        .filter(volume -> volume.getConfigMap() != null)
        .map(volume -> volume.getConfigMap().getName());
  }
}
