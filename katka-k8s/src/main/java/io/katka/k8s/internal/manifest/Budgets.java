package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.katka.spec.NodeKind;
import java.util.List;
import java.util.Map;

/**
 * One broker, and one dedicated controller or member of the ensemble, may be evicted at a time. No
 * pod is under two budgets, as such a pod could not be evicted at all.
 */
final class Budgets {
  private Budgets() {}

  static List<PodDisruptionBudget> of(ClusterFacts facts) {
    NodeKind quorum = Ensemble.isIn(facts) ? NodeKind.ZOOKEEPER : NodeKind.CONTROLLER;
    return List.of(
        budget(facts, "broker", Labels.brokers(facts.ref())),
        budget(facts, Labels.role(quorum), Labels.dedicated(facts.ref(), quorum)));
  }

  private static PodDisruptionBudget budget(
      ClusterFacts facts, String role, Map<String, String> selector) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Labels.of(facts, Names.budget(facts.ref(), role)))
        .withNewSpec()
        .withNewMaxUnavailable(1)
        // One that is broken already must not keep itself from being mended.
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(selector)
        .endSelector()
        .endSpec()
        .build();
  }
}
