package io.katka.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
