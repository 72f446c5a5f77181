package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.katka.internal.json.Json;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A node's objects as they are applied: what was rendered, and what only the platform knows.
 *
 * @param set its StatefulSet
 * @param others what its pod needs besides, to be there before it
 */
record NodeObjects(StatefulSet set, List<HasMetadata> others) {

  static NodeObjects of(NodeSpec node, List<HasMetadata> rendered) {
    StatefulSet set =
        rendered.stream()
            .filter(StatefulSet.class::isInstance)
            .map(StatefulSet.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("node " + node.id() + " has no set"));
    var others = new ArrayList<>(rendered);
    others.remove(set);
    StatefulSet marked =
        new StatefulSetBuilder(set)
            .editMetadata()
            .addToAnnotations(Keys.SPEC, Json.write(node))
            .endMetadata()
            .build();
    return new NodeObjects(marked, List.copyOf(others));
  }

  /** With other claims of its volumes. */
  NodeObjects withVolumes(UnaryOperator<PersistentVolumeClaim> change) {
    return new NodeObjects(
        set,
        others.stream()
            .map(o -> o instanceof PersistentVolumeClaim claim ? change.apply(claim) : o)
            .toList());
  }

  /** All of them, for a node that is as it was left: up or down. */
  List<HasMetadata> of(NodeView node) {
    var all = new ArrayList<>(others);
    all.add(node.isStopped() ? stopped().set() : set);
    return all;
  }

  /** Kept, and down. */
  NodeObjects stopped() {
    return new NodeObjects(
        new StatefulSetBuilder(set)
            .editMetadata()
            .addToAnnotations(Keys.STOPPED, "true")
            .endMetadata()
            .editSpec()
            .withReplicas(0)
            .endSpec()
            .build(),
        others);
  }
}
