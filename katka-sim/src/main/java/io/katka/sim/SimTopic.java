package io.katka.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A topic: its partitions and the configuration set on itself. */
final class SimTopic {
  private static final String MIN_ISR = "min.insync.replicas";

  final String name;
  final List<SimPartition> partitions = new ArrayList<>();
  final Map<String, String> config = new TreeMap<>();

  /** What clients write to each partition. */
  final long bytesPerSecond;

  private final Map<String, String> clusterDefaults;

  /** What {@code min.insync.replicas} was when it was read last: it is asked for all the time. */
  private @Nullable String minIsrText;

  private int minIsr = 1;

  SimTopic(String name, long bytesPerSecond, Map<String, String> clusterDefaults) {
    this.name = name;
    this.bytesPerSecond = bytesPerSecond;
    this.clusterDefaults = clusterDefaults;
  }

  int minIsr() {
    String own = config.get(MIN_ISR);
    String value = own != null ? own : clusterDefaults.get(MIN_ISR);
    if (!Objects.equals(value, minIsrText)) {
      minIsr = value == null ? 1 : Integer.parseInt(value);
      minIsrText = value;
    }
    return minIsr;
  }
}
