package io.katka.balance;

import java.util.Arrays;

/**
 * Finds a place for a replica that fits no broker below its quota: it goes to a full one, which
 * hands one of its own on, and so on until a broker below its quota is reached. Breadth first over
 * brokers, so the fewest are disturbed.
 */
final class Chains {
  /** How many pairs of replica and broker are looked at before giving up: a tenth of a second. */
  private static final long LIMIT = 20_000_000;

  private final Model model;
  private final Targets targets;
  private final Shelves shelves;
  private final int[] via;
  private final int[] from;
  private final int[] queue;
  private long looks;

  Chains(Model model, Targets targets, Shelves shelves) {
    this.model = model;
    this.targets = targets;
    this.shelves = shelves;
    int brokers = model.brokers.length;
    via = new int[brokers];
    from = new int[brokers];
    queue = new int[brokers];
  }

  /** Lays a replica in hand down by way of others; false if there is no way. */
  boolean place(int replica) {
    int end = search(replica);
    if (end < 0) {
      return false;
    }
    for (int broker = end; broker >= 0; broker = from[broker]) {
      if (via[broker] == replica) {
        shelves.place(replica, broker);
      } else {
        shelves.move(via[broker], broker);
      }
    }
    return true;
  }

  private int search(int replica) {
    if (looks > LIMIT) {
      return -1;
    }
    Arrays.fill(via, -1);
    int live = model.racks.receiving();
    int tail = reach(replica, -1, 0);
    for (int head = 0; head < tail; head++) {
      int broker = queue[head];
      if (model.count[broker] < targets.quota[broker]) {
        return broker;
      }
      for (int movedFirst = 0; movedFirst < 2; movedFirst++) {
        for (int i = 0; i < shelves.length(broker) && tail < live; i++) {
          int next = shelves.get(broker, i);
          if (model.moved(next) == (movedFirst == 0)
              && model.movable(next)
              && !used(next, broker)) {
            tail = reach(next, broker, tail);
          }
        }
      }
    }
    return -1;
  }

  private int reach(int replica, int broker, int tail) {
    int end = tail;
    looks += via.length;
    for (int to = 0; to < via.length; to++) {
      if (via[to] < 0 && to != broker && model.receives[to] && model.fits(replica, to)) {
        via[to] = replica;
        from[to] = broker;
        queue[end++] = to;
      }
    }
    return end;
  }

  /** Whether another replica of the row is on the way to a broker already. */
  private boolean used(int replica, int broker) {
    for (int b = broker; b >= 0; b = from[b]) {
      if (model.rowOf[via[b]] == model.rowOf[replica]) {
        return true;
      }
    }
    return false;
  }
}
