package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.katka.k8s.Scheduling;
import io.katka.spec.NodeSpec;

/** Where a node's pod may run. */
final class Placement {
  private static final String MACHINE = "kubernetes.io/hostname";

  private Placement() {}

  static PodTemplateSpecBuilder apply(
      ClusterFacts facts, NodeSpec node, PodTemplateSpecBuilder pod) {
    Scheduling scheduling = facts.options().scheduling();
    var spec = pod.editSpec();
    spec.withNodeSelector(scheduling.nodeSelector())
        .withTolerations(scheduling.tolerations().stream().map(Placement::toleration).toList());
    Affinity affinity = affinity(facts, node, scheduling);
    if (affinity.getNodeAffinity() != null || affinity.getPodAntiAffinity() != null) {
      spec.withAffinity(affinity);
    }
    if (scheduling.spreadZones() && !isBound(node, scheduling)) {
      spec.withTopologySpreadConstraints(spread(facts, node));
    }
    if (!scheduling.priorityClass().isEmpty()) {
      spec.withPriorityClassName(scheduling.priorityClass());
    }
    return spec.endSpec();
  }

  private static boolean isBound(NodeSpec node, Scheduling scheduling) {
    return !node.rack().isEmpty() && !scheduling.rackLabel().isEmpty();
  }

  private static Affinity affinity(ClusterFacts facts, NodeSpec node, Scheduling scheduling) {
    var affinity = new AffinityBuilder();
    if (isBound(node, scheduling)) {
      affinity
          .withNewNodeAffinity()
          .withNewRequiredDuringSchedulingIgnoredDuringExecution()
          .addNewNodeSelectorTerm()
          .addNewMatchExpression()
          .withKey(scheduling.rackLabel())
          .withOperator("In")
          .withValues(node.rack())
          .endMatchExpression()
          .endNodeSelectorTerm()
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .endNodeAffinity();
    }
    PodAffinityTerm others =
        new PodAffinityTermBuilder()
            .withTopologyKey(MACHINE)
            .withLabelSelector(alike(facts, node))
            .build();
    switch (scheduling.apart()) {
      case REQUIRED ->
          affinity
              .withNewPodAntiAffinity()
              .withRequiredDuringSchedulingIgnoredDuringExecution(others)
              .endPodAntiAffinity();
      case PREFERRED ->
          affinity
              .withNewPodAntiAffinity()
              .addNewPreferredDuringSchedulingIgnoredDuringExecution()
              .withWeight(100)
              .withPodAffinityTerm(others)
              .endPreferredDuringSchedulingIgnoredDuringExecution()
              .endPodAntiAffinity();
      case ANYHOW -> {}
    }
    return affinity.build();
  }

  /** The cluster's brokers for a broker, its controllers for a controller, and so on. */
  private static LabelSelector alike(ClusterFacts facts, NodeSpec node) {
    return new LabelSelectorBuilder()
        .withMatchLabels(Labels.alike(facts.ref(), node.kind()))
        .build();
  }

  private static TopologySpreadConstraint spread(ClusterFacts facts, NodeSpec node) {
    return new TopologySpreadConstraintBuilder()
        .withTopologyKey(Scheduling.ZONE)
        .withMaxSkew(1)
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withLabelSelector(alike(facts, node))
        .build();
  }

  private static Toleration toleration(Scheduling.Toleration wanted) {
    var toleration = new TolerationBuilder();
    if (wanted.value().isEmpty()) {
      toleration.withOperator("Exists");
    } else {
      toleration.withOperator("Equal").withValue(wanted.value());
    }
    if (!wanted.key().isEmpty()) {
      toleration.withKey(wanted.key());
    }
    if (!wanted.effect().isEmpty()) {
      toleration.withEffect(wanted.effect());
    }
    return toleration.build();
  }
}
