package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One broker, and one dedicated controller, may be evicted at a time. No pod is under two budgets,
 * as such a pod could not be evicted at all.
 */
final class Budgets {
  private Budgets() {}

  static List<PodDisruptionBudget> of(ClusterFacts facts) {
    var dedicated = new TreeMap<>(Labels.cluster(facts.ref()));
    dedicated.put(Labels.ROLE, "controller");
    return List.of(
        budget(facts, "broker", Labels.brokers(facts.ref())),
        budget(facts, "controller", dedicated));
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
