package io.katka.balance;

import java.util.Arrays;

/**
 * Chooses a number of replicas, of a wanted number of bytes together. The choice is a run of
 * neighbours by size, refined by exchanging single ones: many neighbours of middling size fit other
 * brokers more easily than few giants and many dwarfs would. Where the wanted bytes are fewer than
 * the smallest have, it is the smallest.
 */
final class Choice {
  private static final int EXCHANGES = 4;

  /** The part of the wanted bytes that no exchange need mend. */
  private static final double CLOSE = 0.0001;

  private final Model model;
  private int[] replicas = new int[64];
  private long[] sizes = new long[64];
  private boolean[] chosen = new boolean[64];
  private int length;

  Choice(Model model) {
    this.model = model;
  }

  void clear() {
    length = 0;
  }

  /** Adds a candidate, no smaller than the last. */
  void add(int replica, long size) {
    if (length == replicas.length) {
      replicas = Arrays.copyOf(replicas, length * 2);
      sizes = Arrays.copyOf(sizes, length * 2);
      chosen = Arrays.copyOf(chosen, length * 2);
    }
    chosen[length] = false;
    sizes[length] = size;
    replicas[length++] = replica;
  }

  int length() {
    return length;
  }

  /**
   * Takes the best choice into a hand; returns its bytes.
   *
   * @param dwarfs how many of the smallest are in it whatever the others are, if bytes allow
   */
  long take(int number, int dwarfs, double wanted, Hand hand) {
    choose(Math.min(number, length), Math.min(dwarfs, length), wanted);
    long bytes = 0;
    for (int i = 0; i < length; i++) {
      if (chosen[i]) {
        bytes += size(i);
        hand.take(model, replicas[i]);
      }
    }
    return bytes;
  }

  /** Leaves only the best choice as candidates. */
  void narrow(int number, double wanted) {
    choose(Math.min(number, length), 0, wanted);
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (chosen[i]) {
        sizes[kept] = sizes[i];
        replicas[kept++] = replicas[i];
      }
    }
    length = kept;
  }

  int get(int index) {
    return replicas[index];
  }

  private void choose(int number, int dwarfs, double wanted) {
    int low = Math.min(number, dwarfs);
    if (low > 0 && largest(number, low) < wanted) {
      low = 0;
    }
    double sum = 0;
    for (int i = 0; i < number; i++) {
      sum += size(i);
    }
    int start = low;
    int run = number - low;
    while (run > 0 && start + run < length && sum < wanted) {
      sum += size(start + run) - size(start);
      start++;
    }
    Arrays.fill(chosen, 0, low, true);
    Arrays.fill(chosen, start, start + run, true);
    double over = sum - wanted;
    double close = 1 + CLOSE * wanted;
    for (int i = 0; i < EXCHANGES && number < length && start > 0 && Math.abs(over) > close; i++) {
      double gain = exchange(over);
      if (gain == 0) {
        return;
      }
      over -= gain;
    }
  }

  /** The bytes of the largest choice of a number that has so many of the smallest in it. */
  private double largest(int number, int low) {
    double sum = 0;
    for (int i = 0; i < low; i++) {
      sum += size(i);
    }
    for (int i = length - number + low; i < length; i++) {
      sum += size(i);
    }
    return sum;
  }

  /** Exchanges the pair that brings the sum closest; returns by how much it fell, 0 for none. */
  private double exchange(double over) {
    double best = Math.abs(over);
    int leaves = -1;
    int comes = -1;
    int other = 0;
    for (int i = 0; i < length; i++) {
      if (chosen[i]) {
        double wanted = size(i) - over;
        while (other + 1 < length && size(other) < wanted) {
          other++;
        }
        for (int j = Math.max(0, other - 2); j <= Math.min(length - 1, other + 1); j++) {
          double rest = Math.abs(over - (size(i) - size(j)));
          if (!chosen[j] && rest < best) {
            best = rest;
            leaves = i;
            comes = j;
          }
        }
      }
    }
    if (leaves < 0) {
      return 0;
    }
    chosen[leaves] = false;
    chosen[comes] = true;
    return size(leaves) - size(comes);
  }

  private long size(int index) {
    return sizes[index];
  }
}
