package io.katka.kafka.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the probe's partitions shall be, with as little moved as that takes: every broker is the
 * preferred leader of at least one, and no replica is anywhere else. A partition whose preferred
 * leader leaves goes to a broker that leads none yet, or else to the others in turn; only what is
 * then still missing is created.
 *
 * @param moved partitions to their new replicas
 * @param created the replicas of new partitions
 */
record Placement(Map<Integer, List<Integer>> moved, List<List<Integer>> created) {
  private static final int MAX_REPLICATION_FACTOR = 3;

  /** The replication factor over that many brokers. */
  static int replicationFactor(int brokers) {
    return Math.min(MAX_REPLICATION_FACTOR, brokers);
  }

  /** The {@code min.insync.replicas} over that many brokers. */
  static int minIsr(int brokers) {
    return replicationFactor(brokers) == MAX_REPLICATION_FACTOR ? 2 : 1;
  }

  /** The placement over these brokers, given the present replicas of each partition. */
  static Placement over(Collection<Integer> brokers, Map<Integer, List<Integer>> present) {
    List<Integer> ring = List.copyOf(new TreeSet<>(brokers));
    Map<Integer, Integer> leaders = leaders(ring, present);
    var moved = new TreeMap<Integer, List<Integer>>();
    present.forEach(
        (partition, replicas) -> {
          List<Integer> wanted = replicas(leaders.get(partition), ring, replicas);
          if (!wanted.equals(replicas)) {
            moved.put(partition, wanted);
          }
        });
    var leaderless = new TreeSet<>(ring);
    leaderless.removeAll(leaders.values());
    return new Placement(
        moved, leaderless.stream().map(leader -> replicas(leader, ring, List.of())).toList());
  }

  private static Map<Integer, Integer> leaders(
      List<Integer> ring, Map<Integer, List<Integer>> present) {
    var leaders = new TreeMap<Integer, Integer>();
    Set<Integer> idle = new TreeSet<>(ring);
    var orphans = new ArrayList<Integer>();
    for (Map.Entry<Integer, List<Integer>> entry : new TreeMap<>(present).entrySet()) {
      int leader = entry.getValue().get(0);
      if (ring.contains(leader)) {
        leaders.put(entry.getKey(), leader);
        idle.remove(leader);
      } else {
        orphans.add(entry.getKey());
      }
    }
    var next = new ArrayList<>(idle);
    for (int i = 0; i < orphans.size(); i++) {
      int leader = i < next.size() ? next.get(i) : ring.get(i % ring.size());
      leaders.put(orphans.get(i), leader);
    }
    return leaders;
  }

  private static List<Integer> replicas(int leader, List<Integer> ring, List<Integer> present) {
    int wanted = replicationFactor(ring.size());
    var replicas = new ArrayList<>(List.of(leader));
    var candidates = new ArrayList<>(present);
    candidates.retainAll(new HashSet<>(ring));
    int at = ring.indexOf(leader);
    for (int i = 1; i < ring.size(); i++) {
      candidates.add(ring.get((at + i) % ring.size()));
    }
    for (int candidate : candidates) {
      if (replicas.size() < wanted && !replicas.contains(candidate)) {
        replicas.add(candidate);
      }
    }
    return List.copyOf(replicas);
  }
}
