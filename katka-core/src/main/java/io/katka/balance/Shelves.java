package io.katka.balance;

import java.util.Arrays;

/** The replicas on each broker, smallest first; kept in order as replicas move. */
final class Shelves {
  private final Model model;
  private final int[] rank;

  private final int[][] replicas;

  private final long[][] sizes;
  private final int[] length;

  /** Reads where replicas lie now; those in hand are on no shelf. */
  Shelves(Model model, SizeOrder order) {
    this.model = model;
    rank = order.rank;
    int brokers = model.brokers.length;
    replicas = new int[brokers][];
    sizes = new long[brokers][];
    length = new int[brokers];
    for (int b = 0; b < brokers; b++) {
      replicas[b] = new int[model.count[b]];
      sizes[b] = new long[model.count[b]];
    }
    for (int row : order.rows) {
      append(row);
    }
  }

  private void append(int row) {
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      int broker = model.at[r];
      if (broker >= 0) {
        sizes[broker][length[broker]] = model.size[row];
        replicas[broker][length[broker]++] = r;
      }
    }
  }

  int length(int broker) {
    return length[broker];
  }

  int get(int broker, int index) {
    return replicas[broker][index];
  }

  /** The size of the replica at an index. */
  long size(int broker, int index) {
    return sizes[broker][index];
  }

  /** Moves a replica that lies on a broker to another, in the model too. */
  void move(int replica, int to) {
    remove(model.at[replica], replica);
    model.take(replica);
    place(replica, to);
  }

  /** Lays a replica in hand on a broker, in the model too. */
  void place(int replica, int to) {
    model.put(replica, to);
    add(to, replica);
  }

  private void remove(int broker, int replica) {
    int[] shelf = replicas[broker];
    int index = find(broker, replica);
    int after = --length[broker] - index;
    System.arraycopy(shelf, index + 1, shelf, index, after);
    System.arraycopy(sizes[broker], index + 1, sizes[broker], index, after);
  }

  private void add(int broker, int replica) {
    if (length[broker] == replicas[broker].length) {
      int more = length[broker] + length[broker] / 8 + 8;
      replicas[broker] = Arrays.copyOf(replicas[broker], more);
      sizes[broker] = Arrays.copyOf(sizes[broker], more);
    }
    int[] shelf = replicas[broker];
    int index = find(broker, replica);
    int after = length[broker]++ - index;
    System.arraycopy(shelf, index, shelf, index + 1, after);
    System.arraycopy(sizes[broker], index, sizes[broker], index + 1, after);
    shelf[index] = replica;
    sizes[broker][index] = model.sizeOf(replica);
  }

  /** The index of the largest replica of at most a size; -1 where none is. */
  int atMost(int broker, double size) {
    int from = 0;
    int to = length[broker];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sizes[broker][middle] <= size) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** The index of a replica of the same row, or where it would stand; rows are there once. */
  int find(int broker, int replica) {
    int wanted = rank[model.rowOf[replica]];
    int from = 0;
    int to = length[broker];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (rank[model.rowOf[replicas[broker][middle]]] < wanted) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
