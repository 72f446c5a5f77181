package io.katka.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** A partition of the small world. */
final class WorldPartition {
  private static final long CATCH_UP_MILLIS = 1_000;

  List<Integer> replicas;
  List<Integer> target;
  final Set<Integer> isr = new TreeSet<>();
  final TreeMap<Integer, Long> behindUntil = new TreeMap<>();
  final long bytes;
  int leader;

  WorldPartition(List<Integer> replicas, long bytes) {
    this.replicas = List.copyOf(replicas);
    target = this.replicas;
    this.bytes = bytes;
    isr.addAll(replicas);
    leader = replicas.get(0);
  }

  void reassign(List<Integer> wanted) {
    target = List.copyOf(wanted);
    var all = new ArrayList<>(wanted);
    replicas.stream().filter(r -> !all.contains(r)).forEach(all::add);
    replicas = List.copyOf(all);
  }

  void cancel(List<Integer> original) {
    target = original;
    replicas = original;
    isr.retainAll(original);
  }

  boolean isMoving() {
    return replicas.size() != target.size();
  }

  void advance(long now, IntPredicate serves) {
    for (int broker : replicas) {
      if (!serves.test(broker)) {
        if (isr.size() > 1) {
          isr.remove(broker);
        }
        behindUntil.remove(broker);
      } else if (!isr.contains(broker)) {
        long ready = behindUntil.computeIfAbsent(broker, b -> now + CATCH_UP_MILLIS);
        if (now >= ready && leader >= 0) {
          isr.add(broker);
          behindUntil.remove(broker);
        }
      }
    }
    if (isMoving() && isr.containsAll(target)) {
      replicas = target;
      isr.retainAll(target);
    }
    if (leader < 0 || !serves.test(leader) || !replicas.contains(leader)) {
      leader =
          replicas.stream().filter(r -> isr.contains(r) && serves.test(r)).findFirst().orElse(-1);
    }
  }
}
