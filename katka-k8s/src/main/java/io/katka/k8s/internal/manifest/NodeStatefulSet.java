package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.katka.spec.NodeSpec;

/**
 * A node as a StatefulSet of one: its pod changes only when it is evicted after the StatefulSet was
 * changed, so that no other node comes back on a new version before its turn.
 */
final class NodeStatefulSet {
  private NodeStatefulSet() {}

  static StatefulSet of(ClusterFacts facts, NodeSpec node, String files) {
    return new StatefulSetBuilder()
        .withMetadata(Labels.of(facts, node, Names.node(facts.ref(), node.pool(), node.id())))
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(Names.nodes(facts.ref()))
        .withNewSelector()
        .withMatchLabels(Labels.node(facts.ref(), node.id()))
        .endSelector()
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withPodManagementPolicy("Parallel")
        .withTemplate(NodePod.of(facts, node, files))
        .endSpec()
        .build();
  }
}
