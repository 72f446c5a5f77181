package io.katka.zookeeper;

import io.katka.state.PartitionRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What leaders and the controller record of each partition. */
final class PartitionStates {
  /** How many answers are waited for at once. */
  private static final int A_TIME = 1_000;

  private PartitionStates() {}

  static Map<PartitionRef, List<Integer>> inSync(ZNodes nodes, Collection<PartitionRef> partitions)
      throws InterruptedException {
    var found = new TreeMap<PartitionRef, List<Integer>>();
    List<PartitionRef> all = List.copyOf(partitions);
    for (int from = 0; from < all.size(); from += A_TIME) {
      var paths = new LinkedHashMap<String, PartitionRef>();
      all.subList(from, Math.min(all.size(), from + A_TIME))
          .forEach(ref -> paths.put(path(ref), ref));
      nodes.readAll(paths.keySet()).forEach((path, text) -> found.put(paths.get(path), ids(text)));
    }
    return found;
  }

  private static String path(PartitionRef ref) {
    return "/brokers/topics/%s/partitions/%d/state".formatted(ref.topic(), ref.partition());
  }

  private static List<Integer> ids(String text) {
    var ids = new ArrayList<Integer>();
    Json.parse(text).path("isr").forEach(id -> ids.add(id.asInt()));
    return ids;
  }
}
