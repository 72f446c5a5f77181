package io.katka.sim;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dynamic configuration: of all brokers, and of single ones. */
final class SimConfig {
  static final String CORDON = "cordoned.log.dirs";

  private final Map<String, String> defaults = new TreeMap<>();
  private final Map<Integer, Map<String, String>> brokers = new TreeMap<>();
  private int defaultsVersion;

  Map<String, String> defaults() {
    return Collections.unmodifiableMap(defaults);
  }

  /** Counts up with every change of what holds for all brokers. */
  int defaultsVersion() {
    return defaultsVersion;
  }

  void alterDefaults(Map<String, String> set, Collection<String> removed) {
    defaults.putAll(set);
    removed.forEach(defaults::remove);
    defaultsVersion++;
  }

  void clear() {
    alterDefaults(Map.of(), List.copyOf(defaults.keySet()));
    brokers.clear();
  }

  Map<String, String> broker(int id) {
    return brokers.getOrDefault(id, Map.of());
  }

  Map<Integer, Map<String, String>> brokers() {
    return brokers;
  }

  void alterBroker(int id, Map<String, String> set, Collection<String> removed) {
    var config = brokers.computeIfAbsent(id, b -> new TreeMap<>());
    config.putAll(set);
    removed.forEach(config::remove);
    if (config.isEmpty()) {
      brokers.remove(id);
    }
  }

  boolean isCordoned(int broker) {
    return broker(broker).containsKey(CORDON);
  }
}
