package io.katka.balance;

import java.util.Arrays;

/**
 * The replicas on each broker, smallest first, those that were there at the start apart from those
 * that are copied to be there; kept in order as replicas move.
 */
final class Stock {
  /** Replicas that lie where their row had one at the start. */
  static final int HOME = 0;

  /** Replicas that are copied to where they lie. */
  static final int COPIED = 1;

  private final Model model;
  private final int[] rank;
  private final int[][] replicas;
  private final long[][] sizes;
  private final int[] length;

  Stock(Model model, SizeOrder order) {
    this.model = model;
    rank = order.rank;
    int lists = 2 * model.brokers.length;
    int[] list = new int[model.at.length];
    length = new int[lists];
    for (int r = 0; r < list.length; r++) {
      list[r] = listOf(r);
      length[list[r]]++;
    }
    replicas = new int[lists][];
    sizes = new long[lists][];
    for (int i = 0; i < lists; i++) {
      replicas[i] = new int[length[i]];
      sizes[i] = new long[length[i]];
    }
    Arrays.fill(length, 0);
    for (int row : order.rows) {
      append(row, list);
    }
  }

  private int listOf(int replica) {
    boolean copied = model.at[replica] != model.home[replica] && model.moved(replica);
    return 2 * model.at[replica] + (copied ? COPIED : HOME);
  }

  private void append(int row, int[] list) {
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      int to = list[r];
      sizes[to][length[to]] = model.size[row];
      replicas[to][length[to]++] = r;
    }
  }

  int length(int broker, int kind) {
    return length[2 * broker + kind];
  }

  /** The replicas of a broker, as many as its length says. */
  int[] replicas(int broker, int kind) {
    return replicas[2 * broker + kind];
  }

  /** Their sizes. */
  long[] sizes(int broker, int kind) {
    return sizes[2 * broker + kind];
  }

  /** The size of the largest replica of a broker; 0 where it has none. */
  long largest(int broker) {
    int home = 2 * broker;
    long size = length[home] == 0 ? 0 : sizes[home][length[home] - 1];
    return length[home + 1] == 0 ? size : Math.max(size, sizes[home + 1][length[home + 1] - 1]);
  }

  /** Moves a replica to another broker, in the model too. */
  void move(int replica, int to) {
    int from = 2 * model.at[replica];
    remove(contains(from, replica) ? from : from + 1, replica);
    model.take(replica);
    model.put(replica, to);
    add(2 * to + (model.moved(replica) ? COPIED : HOME), replica);
  }

  private boolean contains(int list, int replica) {
    int index = find(list, replica);
    return index < length[list] && replicas[list][index] == replica;
  }

  private void remove(int list, int replica) {
    int index = find(list, replica);
    int after = --length[list] - index;
    System.arraycopy(replicas[list], index + 1, replicas[list], index, after);
    System.arraycopy(sizes[list], index + 1, sizes[list], index, after);
  }

  private void add(int list, int replica) {
    if (length[list] == replicas[list].length) {
      int more = length[list] + length[list] / 8 + 8;
      replicas[list] = Arrays.copyOf(replicas[list], more);
      sizes[list] = Arrays.copyOf(sizes[list], more);
    }
    int index = find(list, replica);
    int after = length[list]++ - index;
    System.arraycopy(replicas[list], index, replicas[list], index + 1, after);
    System.arraycopy(sizes[list], index, sizes[list], index + 1, after);
    replicas[list][index] = replica;
    sizes[list][index] = model.sizeOf(replica);
  }

  /** The index of a replica of the same row, or where it would stand; rows are there once. */
  private int find(int list, int replica) {
    int wanted = rank[model.rowOf[replica]];
    int[] shelf = replicas[list];
    int from = 0;
    int to = length[list];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (rank[model.rowOf[shelf[middle]]] < wanted) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** The index of the first replica of at least a size; the length where none is. */
  int atLeast(int broker, int kind, double size) {
    long[] shelf = sizes[2 * broker + kind];
    int from = 0;
    int to = length[2 * broker + kind];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (shelf[middle] < size) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
