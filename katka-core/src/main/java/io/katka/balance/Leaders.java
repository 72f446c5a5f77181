package io.katka.balance;

import java.util.Arrays;

/**
 * Chooses preferred leaders so that brokers lead as evenly as their replicas allow. Brokers are the
 * nodes of a graph; a partition is an arc from its leader to each of its other replicas, and
 * handing leadership over turns it round. Surplus is pushed along shortest paths, all paths of one
 * length per sweep (Dinic, on unit arcs), first from above the rounded-up mean, then to below the
 * rounded-down mean; what remains is settled by single paths from the broker that leads most to any
 * that leads two fewer. When there is no such path, no other choice is more even.
 */
final class Leaders {
  private final Model model;
  private final int brokers;

  /** The leading replica of each row. */
  final int[] leader;

  final int[] led;

  private final int[] start;
  private final int[] rows;
  private final int[] cursor;
  private final int[] depth;
  private final int[] queue;

  /** Begins with the first replica of each row; rows without replicas have none: -1. */
  Leaders(Model model) {
    this.model = model;
    brokers = model.brokers.length;
    leader = new int[model.rows()];
    led = new int[brokers];
    start = new int[brokers + 1];
    rows = new int[model.rows()];
    cursor = new int[brokers];
    depth = new int[brokers];
    queue = new int[brokers];
    for (int row = 0; row < leader.length; row++) {
      boolean empty = model.first[row] == model.first[row + 1];
      leader[row] = empty ? -1 : model.first[row];
      if (!empty) {
        led[model.at[leader[row]]]++;
      }
    }
  }

  /** Makes leaders even. */
  void balance() {
    int live = 0;
    int total = 0;
    for (int b = 0; b < brokers; b++) {
      live += model.receives[b] ? 1 : 0;
      total += led[b];
    }
    int floor = total / live;
    int ceil = (total + live - 1) / live;
    if (even(floor, ceil)) {
      return;
    }
    boolean moved = true;
    while (moved) {
      moved = sweep(ceil, ceil) || sweep(floor, floor);
    }
    moved = !even(floor, ceil);
    while (moved) {
      moved = settle();
    }
  }

  private boolean even(int floor, int ceil) {
    for (int b = 0; b < brokers; b++) {
      if (model.receives[b] && (led[b] < floor || led[b] > ceil)) {
        return false;
      }
    }
    return true;
  }

  /** Pushes from brokers above one number to those below another, along all shortest paths. */
  private boolean sweep(int above, int below) {
    int tail = 0;
    Arrays.fill(depth, -1);
    for (int b = 0; b < brokers; b++) {
      if (led[b] > above) {
        depth[b] = 0;
        queue[tail++] = b;
      }
    }
    if (tail == 0 || !anyBelow(below)) {
      return false;
    }
    index();
    if (!layers(tail, below)) {
      return false;
    }
    boolean pushed = false;
    for (int b = 0; b < brokers; b++) {
      while (depth[b] == 0 && led[b] > above && push(b, below)) {
        led[b]--;
        pushed = true;
      }
    }
    return pushed;
  }

  /** Pushes from the brokers that lead most to those that lead two fewer, by falling numbers. */
  private boolean settle() {
    for (int most = largest(Integer.MAX_VALUE); most >= 2; most = largest(most)) {
      if (sweep(most - 1, most - 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyBelow(int number) {
    for (int b = 0; b < brokers; b++) {
      if (model.receives[b] && led[b] < number) {
        return true;
      }
    }
    return false;
  }

  /** The largest number led by a broker that is below a bound; -1 for none. */
  private int largest(int bound) {
    int largest = -1;
    for (int b = 0; b < brokers; b++) {
      if (model.receives[b] && led[b] < bound) {
        largest = Math.max(largest, led[b]);
      }
    }
    return largest;
  }

  /** Lists the rows that each broker leads. */
  private void index() {
    Arrays.fill(start, 0);
    for (int row = 0; row < leader.length; row++) {
      if (leader[row] >= 0) {
        start[model.at[leader[row]] + 1]++;
      }
    }
    for (int b = 0; b < brokers; b++) {
      start[b + 1] += start[b];
      cursor[b] = start[b];
    }
    for (int row = 0; row < leader.length; row++) {
      if (leader[row] >= 0) {
        rows[cursor[model.at[leader[row]]]++] = row;
      }
    }
    System.arraycopy(start, 0, cursor, 0, brokers);
  }

  /** Breadth first over brokers; true if one below the number is reached. */
  private boolean layers(int tail, int below) {
    int end = tail;
    boolean reached = false;
    int nearest = Integer.MAX_VALUE;
    for (int head = 0; head < end; head++) {
      int broker = queue[head];
      if (led[broker] < below) {
        reached = true;
        nearest = Math.min(nearest, depth[broker]);
      }
      if (depth[broker] >= nearest) {
        continue;
      }
      for (int i = start[broker]; i < start[broker + 1]; i++) {
        int row = rows[i];
        for (int r = model.first[row]; r < model.first[row + 1] && !model.pinned[row]; r++) {
          int to = model.at[r];
          if (depth[to] < 0 && model.receives[to]) {
            depth[to] = depth[broker] + 1;
            queue[end++] = to;
          }
        }
      }
    }
    return reached;
  }

  /** Finds a way down the layers to a broker below the number and hands leaderships on along it. */
  private boolean push(int broker, int below) {
    for (; cursor[broker] < start[broker + 1]; cursor[broker]++) {
      int row = rows[cursor[broker]];
      for (int r = model.first[row]; r < model.first[row + 1] && !model.pinned[row]; r++) {
        int to = model.at[r];
        if (depth[to] == depth[broker] + 1 && hand(row, r, to, below)) {
          cursor[broker]++;
          return true;
        }
      }
    }
    return false;
  }

  /** What each broker carries as a leader, of so much for each row; nothing where no row tells. */
  double[] carried(long[] traffic) {
    double[] carried = new double[brokers];
    for (int row = 0; row < traffic.length; row++) {
      if (leader[row] >= 0) {
        carried[model.at[leader[row]]] += traffic[row];
      }
    }
    return carried;
  }

  /** Hands a row's leadership to its replica on another broker. */
  void hand(int row, int broker) {
    led[model.at[leader[row]]]--;
    led[broker]++;
    leader[row] = model.first[row];
    while (model.at[leader[row]] != broker) {
      leader[row]++;
    }
  }

  private boolean hand(int row, int replica, int to, int below) {
    if (led[to] < below) {
      led[to]++;
    } else if (!push(to, below)) {
      return false;
    }
    leader[row] = replica;
    return true;
  }
}
