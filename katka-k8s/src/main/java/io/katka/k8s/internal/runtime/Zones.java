package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.k8s.Scheduling;
import io.katka.k8s.internal.api.Api;
import io.katka.spec.ClusterSpec;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The zones of the Kubernetes cluster's machines, for whoever leaves racks out. */
final class Zones {
  /** A taint of this effect keeps no pod away. */
  private static final String PREFERENCE = "PreferNoSchedule";

  private Zones() {}

  /**
   * Those in which a machine takes the pods, in order; none where pods are not to be spread over
   * zones, or this account may not read the machines.
   */
  static List<String> find(Api api, Scheduling scheduling) {
    return isWanted(scheduling)
        ? machines(api).map(machines -> of(machines, scheduling)).orElse(List.of())
        : List.of();
  }

  /** What the plan of a new cluster should say of zones that could not be read. */
  static Optional<String> advice(Api api, Scheduling scheduling, ClusterSpec target) {
    boolean given = target.pools().stream().anyMatch(pool -> !pool.racks().isEmpty());
    if (given || !isWanted(scheduling) || target.brokerCount() < 2 || machines(api).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "racks are not given, and this account may not read the machines' zones: name them with"
            + " racks(…) to spread replicas over them, or give it the right of Rbac.nodeReader()");
  }

  /** Of these machines. */
  static List<String> of(List<Node> machines, Scheduling scheduling) {
    return machines.stream()
        .filter(machine -> takesPods(machine, scheduling))
        .map(machine -> labels(machine).get(scheduling.rackLabel()))
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isWanted(Scheduling scheduling) {
    return scheduling.spreadZones() && !scheduling.rackLabel().isEmpty();
  }

  /** Empty where they may not be read: for anything else this cannot tell, and does not guess. */
  private static Optional<List<Node>> machines(Api api) {
    try {
      return Optional.of(api.attempt("list the nodes", c -> c.nodes().list().getItems()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw Api.told("list the nodes", e);
    }
  }

  private static boolean takesPods(Node machine, Scheduling scheduling) {
    return labels(machine).entrySet().containsAll(scheduling.nodeSelector().entrySet())
        && Optional.ofNullable(machine.getSpec())
            .map(NodeSpec::getTaints)
            .orElse(List.of())
            .stream()
            .filter(taint -> !PREFERENCE.equals(taint.getEffect()))
            .allMatch(taint -> scheduling.tolerations().stream().anyMatch(t -> lets(t, taint)));
  }

  /** By the rules of Kubernetes: what is left out of a toleration fits all. */
  private static boolean lets(Scheduling.Toleration toleration, Taint taint) {
    return (toleration.key().isEmpty() || toleration.key().equals(taint.getKey()))
        && (toleration.value().isEmpty() || toleration.value().equals(taint.getValue()))
        && (toleration.effect().isEmpty() || toleration.effect().equals(taint.getEffect()));
  }

  private static Map<String, String> labels(Node machine) {
    return Optional.ofNullable(machine.getMetadata().getLabels()).orElse(Map.of());
  }
}
