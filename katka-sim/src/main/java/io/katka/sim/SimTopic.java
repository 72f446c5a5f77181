package io.katka.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A topic: its partitions and the configuration set on itself. */
final class SimTopic {
  private static final String MIN_ISR = "min.insync.replicas";

  final String name;
  final List<SimPartition> partitions = new ArrayList<>();

  /** What clients write to each partition. */
  final long bytesPerSecond;

  private final Map<String, String> config = new TreeMap<>();
  private final SimConfig cluster;

  /** What {@code min.insync.replicas} was when it was read last: it is asked for all the time. */
  private int minIsr = 1;

  private int readAtVersion = -1;

  /** Which replicas are paced, by the key that says so, as it was read last. */
  private final Map<String, Paced> paced = new HashMap<>();

  SimTopic(String name, long bytesPerSecond, SimConfig cluster) {
    this.name = name;
    this.bytesPerSecond = bytesPerSecond;
    this.cluster = cluster;
  }

  Map<String, String> config() {
    return Collections.unmodifiableMap(config);
  }

  void alter(Map<String, String> set, Collection<String> removed) {
    config.putAll(set);
    removed.forEach(config::remove);
    readAtVersion = -1;
    paced.clear();
  }

  /** Whether a list of replicas to pace, such as {@code 0:1,0:2} or {@code *}, has this one. */
  boolean isPaced(String key, int partition, int broker) {
    return !config.isEmpty()
        && paced
            .computeIfAbsent(key, k -> Paced.of(config.getOrDefault(k, "")))
            .has(partition, broker);
  }

  /** A list of replicas, read once. */
  private record Paced(boolean all, Set<Long> replicas) {
    static Paced of(String list) {
      var replicas = new HashSet<Long>();
      for (String entry : list.equals("*") ? new String[0] : list.split(",")) {
        int colon = entry.indexOf(':');
        if (colon > 0) {
          replicas.add(
              key(
                  Integer.parseInt(entry.substring(0, colon)),
                  Integer.parseInt(entry.substring(colon + 1))));
        }
      }
      return new Paced(list.equals("*"), replicas);
    }

    boolean has(int partition, int broker) {
      return all || replicas.contains(key(partition, broker));
    }

    private static long key(int partition, int broker) {
      return (long) partition << 32 | broker;
    }
  }

  int minIsr() {
    if (readAtVersion != cluster.defaultsVersion()) {
      String own = config.get(MIN_ISR);
      String value = own != null ? own : cluster.defaults().get(MIN_ISR);
      minIsr = value == null ? 1 : Integer.parseInt(value);
      readAtVersion = cluster.defaultsVersion();
    }
    return minIsr;
  }
}
