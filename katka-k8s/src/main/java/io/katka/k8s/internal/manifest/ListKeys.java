package io.katka.k8s.internal.manifest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By which field the items of a list are told apart, where Kubernetes merges lists by one. */
final class ListKeys {
  /** List to key; all other lists are taken as a whole. */
  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "volumes", "name",
          "imagePullSecrets", "name",
          "volumeMounts", "mountPath",
          "topologySpreadConstraints", "topologyKey");

  private ListKeys() {}

  /** The key; empty where the list counts as a whole. */
  static String of(FieldPath path, List<?> items) {
    String list = path.name();
    String key = list.equals("ports") ? portKey(path) : KEYS.getOrDefault(list, "");
    Set<Object> ids =
        items.stream()
            .filter(Map.class::isInstance)
            .map(item -> ((Map<?, ?>) item).get(key))
            .filter(id -> id != null)
            .collect(Collectors.toSet());
    return ids.size() == items.size() ? key : "";
  }

  private static String portKey(FieldPath path) {
    if (path.steps().contains("containers")) {
      return "containerPort";
    }
    return path.toString().equals("spec.ports") ? "port" : "";
  }

  static @Nullable Object find(List<?> items, String key, @Nullable Object id) {
    return items.stream()
        .filter(item -> item instanceof Map<?, ?> map && Values.areEqual(map.get(key), id))
        .findFirst()
        .orElse(null);
  }
}
