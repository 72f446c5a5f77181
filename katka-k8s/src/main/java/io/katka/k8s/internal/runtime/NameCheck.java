package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.katka.error.Problem;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.k8s.internal.manifest.Names;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether names are another cluster's of the same namespace: names are joined by hyphens, which
 * clusters and pools may contain too. The API server would not say so, since both have the same
 * manager.
 */
record NameCheck(Api api, ClusterRef ref) {
  /** Problems with the names of nodes, and of what all of them share. */
  List<Problem> taken(List<NodeSpec> nodes, List<HasMetadata> shared) {
    Map<String, String> others = others();
    var problems = new ArrayList<Problem>();
    for (NodeSpec node : nodes) {
      check("StatefulSet " + Names.node(ref, node.pool(), node.id()), others, problems);
    }
    shared.forEach(object -> check(Applier.name(object), others, problems));
    return problems;
  }

  private void check(String object, Map<String, String> others, List<Problem> problems) {
    String owner = others.get(object);
    if (owner != null) {
      problems.add(
          new Problem(
              "name",
              ref.name(),
              "one whose " + object + " is not there yet",
              "It belongs to cluster %s: give this cluster, or its pool, another name."
                  .formatted(owner)));
    }
  }

  /** Which object belongs to which other cluster. */
  private Map<String, String> others() {
    var others = new TreeMap<String, String>();
    api.call(
            "list the stateful sets of other clusters",
            c ->
                c.apps()
                    .statefulSets()
                    .inNamespace(ref.namespace())
                    .withLabel(Labels.MANAGED_BY, Labels.KATKA)
                    .withoutLabel(Labels.CLUSTER, ref.name())
                    .list()
                    .getItems())
        .forEach(set -> note(set, others));
    api.call(
            "list the services of other clusters",
            c ->
                c.services()
                    .inNamespace(ref.namespace())
                    .withLabel(Labels.MANAGED_BY, Labels.KATKA)
                    .withoutLabel(Labels.CLUSTER, ref.name())
                    .list()
                    .getItems())
        .forEach(service -> note(service, others));
    return others;
  }

  private static void note(HasMetadata object, Map<String, String> others) {
    ObjectMeta metadata = object.getMetadata();
    others.put(Applier.name(object), metadata.getLabels().getOrDefault(Labels.CLUSTER, "?"));
  }
}
