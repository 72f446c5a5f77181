package io.katka.k8s.internal.runtime;

import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What would be recorded of a cluster that is not there yet, to have its objects judged. */
final class PlannedRecord {
  private static final String NO_CLUSTER_ID = "AAAAAAAAAAAAAAAAAAAAAA";

  private PlannedRecord() {}

  static ClusterRecord of(ClusterSpec target, List<NodeSpec> nodes) {
    Map<Integer, String> voters =
        nodes.stream()
            .map(node -> node.formatting().initialVoters())
            .filter(initial -> !initial.isEmpty())
            .findFirst()
            .orElse(Map.of());
    var ports = new TreeMap<Integer, Integer>();
    for (NodeSpec node : nodes) {
      ports.put(node.id(), AdminPorts.next(NO_CLUSTER_ID, ports.values(), port -> true));
    }
    return new ClusterRecord(new Foundation(NO_CLUSTER_ID, voters, target, null), ports);
  }
}
