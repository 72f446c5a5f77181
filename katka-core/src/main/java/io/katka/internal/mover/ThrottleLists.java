package io.katka.internal.mover;

import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which replicas are throttled while moves are under way. Follower side: only those being added,
 * never one that serves already. Leader side: all current replicas of a moving partition, since
 * leadership may move. Each is listed for as long as its move takes.
 */
public final class ThrottleLists {
  /** The topic setting of the leader side. */
  public static final String LEADERS = "leader.replication.throttled.replicas";

  /** The topic setting of the follower side. */
  public static final String FOLLOWERS = "follower.replication.throttled.replicas";

  private static final String ALL = "*";

  private ThrottleLists() {}

  /**
   * The lists by topic and setting; topics without a move are left out.
   *
   * @param moving the moves under way, and those about to start
   * @param before what was set before anything moved, which stays in force
   */
  public static Map<String, Map<String, String>> of(
      Collection<Transfer> moving, PartitionTable table, Map<String, Map<String, String>> before) {
    var rows = new Rows(table);
    Map<String, Map<String, Set<String>>> lists = new TreeMap<>();
    for (Transfer transfer : moving) {
      int row = rows.of(transfer.partition(), transfer.row());
      if (row < 0 || transfer.isEmpty()) {
        continue;
      }
      List<Integer> current = new ArrayList<>(table.replicaList(row));
      current.removeAll(transfer.adding());
      var topic = lists.computeIfAbsent(transfer.partition().topic(), t -> new TreeMap<>());
      add(topic, LEADERS, transfer, current);
      add(topic, FOLLOWERS, transfer, transfer.adding());
    }
    Map<String, Map<String, String>> texts = new TreeMap<>();
    lists.forEach(
        (topic, byKey) -> {
          Map<String, String> were = before.getOrDefault(topic, Map.of());
          var joined = new TreeMap<String, String>();
          byKey.forEach(
              (key, entries) -> joined.put(key, with(were.getOrDefault(key, ""), entries)));
          texts.put(topic, joined);
        });
    return texts;
  }

  private static String with(String before, Set<String> entries) {
    if (before.equals(ALL)) {
      return ALL;
    }
    var all = new LinkedHashSet<String>();
    if (!before.isEmpty()) {
      all.addAll(List.of(before.split(",")));
    }
    all.addAll(entries);
    return String.join(",", all);
  }

  private static void add(
      Map<String, Set<String>> topic, String key, Transfer transfer, List<Integer> brokers) {
    Set<String> entries = topic.computeIfAbsent(key, k -> new LinkedHashSet<>());
    brokers.forEach(broker -> entries.add(transfer.partition().partition() + ":" + broker));
  }
}
