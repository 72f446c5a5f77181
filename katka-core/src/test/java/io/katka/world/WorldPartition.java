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
  final Set<Integer> adding = new TreeSet<>();
  final Set<Integer> isr = new TreeSet<>();
  final TreeMap<Integer, Long> behindUntil = new TreeMap<>();
  long bytes;
  long writtenPerSecond;
  long catchUpMillis = CATCH_UP_MILLIS;
  int leader;
  private long lastMillis = -1;

  WorldPartition(List<Integer> replicas, long bytes) {
    this.replicas = List.copyOf(replicas);
    target = this.replicas;
    this.bytes = bytes;
    isr.addAll(replicas);
    leader = replicas.get(0);
  }

  /** The replicas it had before the move under way, if any. */
  private List<Integer> settled() {
    return replicas.stream().filter(r -> !adding.contains(r)).toList();
  }

  void reassign(List<Integer> wanted) {
    List<Integer> settled = settled();
    target = List.copyOf(wanted);
    adding.clear();
    wanted.stream().filter(r -> !settled.contains(r)).forEach(adding::add);
    var all = new ArrayList<>(wanted);
    settled.stream().filter(r -> !all.contains(r)).forEach(all::add);
    replicas = List.copyOf(all);
    isr.retainAll(replicas);
    behindUntil.keySet().retainAll(replicas);
  }

  /** As Kafka does it: the brokers of before, but in the order they have by now. */
  void cancel() {
    if (isMoving()) {
      replicas = settled();
      target = replicas;
      adding.clear();
      isr.retainAll(replicas);
      behindUntil.keySet().retainAll(replicas);
    }
  }

  boolean isMoving() {
    return !adding.isEmpty() || replicas.size() != target.size();
  }

  /** The bytes that a broker has of it. */
  long bytesOn(int broker, long now) {
    Long ready = behindUntil.get(broker);
    if (ready == null || isr.contains(broker)) {
      return isr.contains(broker) || !adding.contains(broker) ? bytes : 0;
    }
    return Math.max(0, bytes - bytes * Math.max(0, ready - now) / catchUpMillis);
  }

  void advance(long now, IntPredicate serves) {
    bytes += lastMillis < 0 ? 0 : writtenPerSecond * (now - lastMillis) / 1_000;
    lastMillis = now;
    for (int broker : replicas) {
      if (!serves.test(broker)) {
        if (isr.size() > 1) {
          isr.remove(broker);
        }
        behindUntil.remove(broker);
      } else if (!isr.contains(broker)) {
        long ready = behindUntil.computeIfAbsent(broker, b -> now + catchUpMillis);
        if (now >= ready && leader >= 0) {
          isr.add(broker);
          behindUntil.remove(broker);
        }
      }
    }
    if (isMoving() && isr.containsAll(target)) {
      replicas = target;
      adding.clear();
      isr.retainAll(target);
    }
    if (leader < 0 || !serves.test(leader) || !replicas.contains(leader)) {
      leader =
          replicas.stream().filter(r -> isr.contains(r) && serves.test(r)).findFirst().orElse(-1);
    }
  }
}
