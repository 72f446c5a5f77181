package io.katka.internal.planner;

import io.katka.plan.Phase;
import io.katka.spec.ClusterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Changes of configuration that need no restart. */
final class Configuring {
  private Configuring() {}

  static Optional<Phase> phase(Situation s) {
    Map<String, String> there = s.kafka().map(k -> k.defaultConfig()).orElse(Map.of());
    Map<String, String> set = new TreeMap<>(DynamicConfig.of(s.wanted().config()));
    set.entrySet().removeIf(e -> e.getValue().equals(there.get(e.getKey())));
    Set<String> removed = new TreeSet<>(recorded(s).keySet());
    removed.removeAll(s.wanted().config().keySet());
    removed.retainAll(there.keySet());
    if (set.isEmpty() && removed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Phase(
            "configure",
            "differs from what is set: " + differences(set, removed, there),
            List.of(Steps.configure(set, removed)),
            List.of()));
  }

  private static String differences(
      Map<String, String> set, Set<String> removed, Map<String, String> there) {
    var words = new TreeMap<String, String>();
    set.forEach((key, value) -> words.put(key, there.getOrDefault(key, "unset") + " to " + value));
    removed.forEach(key -> words.put(key, there.get(key) + " to its default"));
    return words.toString();
  }

  private static Map<String, String> recorded(Situation s) {
    return s.observed()
        .platform()
        .foundation()
        .map(f -> DynamicConfig.of(f.spec().config()))
        .orElse(Map.of());
  }

  static boolean specChanged(Situation s) {
    ClusterSpec recorded = s.observed().platform().foundation().map(f -> f.spec()).orElse(null);
    return !s.wanted().equals(recorded);
  }
}
