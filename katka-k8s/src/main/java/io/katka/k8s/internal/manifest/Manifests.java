package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster's objects, each list in the order in which it is to be applied. */
public final class Manifests {
  private Manifests() {}

  /** What the nodes share. */
  public static List<HasMetadata> cluster(ClusterFacts facts) {
    var objects = new ArrayList<HasMetadata>();
    objects.add(
        new ServiceAccountBuilder()
            .withMetadata(Labels.of(facts, facts.ref().name()))
            .withAutomountServiceAccountToken(false)
            .build());
    objects.add(Credentials.of(facts));
    objects.addAll(Services.of(facts));
    objects.addAll(Budgets.of(facts));
    return List.copyOf(objects);
  }

  /** What one node has for itself. */
  public static List<HasMetadata> node(ClusterFacts facts, NodeSpec node) {
    ConfigMap files = NodeFiles.of(facts, node);
    return List.of(
        files,
        NodeVolume.of(facts, node),
        NodeStatefulSet.of(facts, node, files.getMetadata().getName()));
  }

  /**
   * What lets a node format its volume: there before its first start, and removed once it has
   * started, so that a node whose volume was lost says so instead of beginning anew.
   */
  public static ConfigMap formatPermit(ClusterFacts facts, NodeSpec node) {
    return new ConfigMapBuilder()
        .withMetadata(
            Labels.of(facts, node, Names.formatPermit(facts.ref(), node.pool(), node.id())))
        .withData(Map.of("format", "once"))
        .build();
  }
}
