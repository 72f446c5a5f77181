package io.katka.k8s.internal.runtime;

import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import java.util.List;
import java.util.Map;

/** What would be recorded of a cluster with more nodes, to have its objects judged. */
final class PlannedRecord {
  private static final String NO_CLUSTER_ID = "AAAAAAAAAAAAAAAAAAAAAA";

  private PlannedRecord() {}

  static ClusterRecord of(ClusterRecord present, ClusterSpec target, List<NodeSpec> nodes) {
    ClusterRecord planned =
        present.founded(present.foundation().orElseGet(() -> foundation(target, nodes)));
    for (NodeSpec node : nodes) {
      if (!planned.adminPorts().containsKey(node.id())) {
        planned =
            planned.adminPort(
                node.id(),
                AdminPorts.next(NO_CLUSTER_ID, planned.adminPorts().values(), port -> true));
      }
    }
    return planned;
  }

  private static Foundation foundation(ClusterSpec target, List<NodeSpec> nodes) {
    Map<Integer, String> voters =
        nodes.stream()
            .map(node -> node.formatting().initialVoters())
            .filter(initial -> !initial.isEmpty())
            .findFirst()
            .orElse(Map.of());
    return new Foundation(NO_CLUSTER_ID, voters, target, null);
  }
}
