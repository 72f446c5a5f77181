package io.katka.balance;

import java.util.Arrays;

/** A growing list of replicas, such as those taken up and not yet laid down. */
final class Hand {
  private int[] replicas = new int[64];
  private int length;

  void add(int replica) {
    if (length == replicas.length) {
      replicas = Arrays.copyOf(replicas, length * 2);
    }
    replicas[length++] = replica;
  }

  void addAll(Hand other) {
    for (int i = 0; i < other.length; i++) {
      add(other.replicas[i]);
    }
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  int get(int index) {
    return replicas[index];
  }

  /** Puts another replica in a place. */
  void set(int index, int replica) {
    replicas[index] = replica;
  }

  int removeLast() {
    return replicas[--length];
  }

  /** Takes a replica up. */
  void take(Model model, int replica) {
    model.take(replica);
    add(replica);
  }

  /** Puts the largest first, equal ones by index. */
  void largestFirst(Model model, SizeOrder order) {
    long[] keys = new long[length];
    for (int i = 0; i < length; i++) {
      int rank = order.rank[model.rowOf[replicas[i]]];
      keys[i] = (long) -rank << 32 | replicas[i];
    }
    Arrays.sort(keys);
    for (int i = 0; i < length; i++) {
      replicas[i] = (int) keys[i];
    }
  }
}
