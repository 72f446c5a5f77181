package io.katka.internal.steps;

import io.katka.state.PartitionRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Replica orders as a note: one {@code topic partition replica,replica,...} a line. */
final class Orders {
  private Orders() {}

  static String write(Map<PartitionRef, List<Integer>> orders) {
    return new TreeMap<>(orders)
        .entrySet().stream()
            .map(
                e ->
                    e.getKey().topic()
                        + " "
                        + e.getKey().partition()
                        + " "
                        + e.getValue().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
  }

  static Map<PartitionRef, List<Integer>> read(String note) {
    var orders = new LinkedHashMap<PartitionRef, List<Integer>>();
    note.lines()
        .map(line -> line.split(" "))
        .forEach(
            f ->
                orders.put(
                    new PartitionRef(f[0], Integer.parseInt(f[1])),
                    java.util.Arrays.stream(f[2].split(",")).map(Integer::valueOf).toList()));
    return orders;
  }
}
