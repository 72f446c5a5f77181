package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.k8s.Scheduling;
import io.katka.k8s.internal.api.Api;
import io.katka.spec.ClusterSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The zones of the Kubernetes cluster's machines, for whoever leaves racks out. */
final class Zones {
  private Zones() {}

  /** What a plan should say of the racks of a new cluster. */
  static Optional<String> advice(Api api, Scheduling scheduling, ClusterSpec target) {
    String label = scheduling.rackLabel();
    boolean given = target.pools().stream().anyMatch(pool -> !pool.racks().isEmpty());
    if (given || label.isEmpty() || target.brokerCount() < 2) {
      return Optional.empty();
    }
    try {
      return advice(
          api.attempt("list the nodes", c -> c.nodes().list().getItems()).stream()
              .map(Zones::labels)
              .map(labels -> labels.get(label))
              .filter(Objects::nonNull)
              .distinct()
              .sorted()
              .toList());
    } catch (KubernetesClientException e) {
      return Optional.of(
          "racks are not given, and this account may not read the machines' zones: name them with"
              + " racks(…) to spread replicas over them, or give it the right of Rbac.nodeReader()");
    }
  }

  /** Of the zones that there are. */
  static Optional<String> advice(List<String> zones) {
    return zones.size() < 2
        ? Optional.empty()
        : Optional.of(
            "racks are not given, so replicas are not spread over the zones; the machines are in those of racks(%s)"
                .formatted(
                    zones.stream()
                        .map(zone -> '"' + zone + '"')
                        .collect(Collectors.joining(", "))));
  }

  private static Map<String, String> labels(Node node) {
    return Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
  }
}
