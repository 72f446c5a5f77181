package io.katka.balance;

import java.util.Arrays;

/**
 * Lays the replicas in hand down on brokers below their quota, the largest first, each in the open
 * rack that needs the most bytes per replica it still lacks, and there on the broker of which the
 * same is true. One heap of brokers per rack, so that racks closed to a replica cost nothing.
 */
final class Placer {
  /** How many brokers are looked at where a replica is too large for the neediest. */
  private static final int OTHERS = 16;

  private final Model model;
  private final Targets targets;
  private final double[] goal;
  private final Band band;
  private final int[][] heap;
  private final int[] length;
  private final double[] key;
  private final double[] lacks;
  private final boolean[] tried;
  private final Hand skipped = new Hand();
  private boolean abroad;
  private int[] imports = new int[0];
  private int[] rackOf = new int[0];

  Placer(Model model, Targets targets, double[] goal, Band band) {
    this.band = band;
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    int brokers = model.brokers.length;
    heap = new int[model.racks.count][];
    length = new int[heap.length];
    key = new double[brokers];
    lacks = new double[heap.length];
    tried = new boolean[heap.length];
    for (int k = 0; k < heap.length; k++) {
      heap[k] = new int[model.racks.live[k]];
    }
    for (int b = 0; b < brokers; b++) {
      if (model.receives[b] && targets.quota[b] > model.count[b]) {
        push(b);
      }
    }
  }

  /**
   * Lays down what finds a place in the rack given for it, one less than noted, or its own where
   * none is; returns what finds none.
   */
  Hand placeInRacks(Hand hand, int[] rack) {
    abroad = false;
    rackOf = rack;
    return place(hand, new Hand());
  }

  /** Lays down in other racks, no more in each than it may import; returns what finds no place. */
  Hand placeAbroad(Hand hand, int[] mayImport) {
    abroad = true;
    imports = mayImport;
    for (int b = 0; b < goal.length; b++) {
      lacks[model.racks.of[b]] += goal[b] - model.bytes[b];
    }
    var narrow = new Hand();
    var wide = new Hand();
    for (int i = 0; i < hand.length(); i++) {
      (ways(hand.get(i)) > 1 ? wide : narrow).add(hand.get(i));
    }
    return place(wide, place(narrow, new Hand()));
  }

  /** Those with one rack to go to come before those with a choice. */
  private int ways(int replica) {
    int ways = 0;
    for (int k = 0; k < heap.length && ways < 2; k++) {
      ways += open(replica, k) ? 1 : 0;
    }
    return ways;
  }

  private Hand place(Hand hand, Hand stuck) {
    for (int i = 0; i < hand.length(); i++) {
      int replica = hand.get(i);
      int broker = choose(replica);
      if (broker < 0) {
        stuck.add(replica);
      } else {
        model.put(replica, broker);
        if (abroad) {
          imports[model.racks.of[broker]]--;
          lacks[model.racks.of[broker]] -= model.sizeOf(replica);
        }
        if (model.count[broker] < targets.quota[broker]) {
          push(broker);
        }
      }
    }
    return stuck;
  }

  /** The best broker a replica fits, taken out of its heap; -1 for none. */
  private int choose(int replica) {
    if (!abroad) {
      int rack = rackOf[replica] > 0 ? rackOf[replica] - 1 : model.racks.of[model.home[replica]];
      return model.racks.allows(model, replica, rack) ? firstFit(replica, rack) : -1;
    }
    Arrays.fill(tried, false);
    for (int k = next(replica); k >= 0; k = next(replica)) {
      int found = firstFit(replica, k);
      if (found >= 0) {
        return found;
      }
      tried[k] = true;
    }
    return -1;
  }

  /** The open rack not tried that lacks the most bytes per replica it may import; -1 for none. */
  private int next(int replica) {
    int best = -1;
    double most = 0;
    for (int k = 0; k < heap.length; k++) {
      if (!tried[k] && length[k] > 0 && open(replica, k)) {
        double each = lacks[k] / imports[k];
        if (best < 0 || each > most) {
          best = k;
          most = each;
        }
      }
    }
    return best;
  }

  private boolean open(int replica, int rack) {
    boolean other = model.racks.of[model.home[replica]] != rack;
    return other == abroad
        && (!other || imports[rack] > 0 && model.racks.allows(model, replica, rack));
  }

  /**
   * The neediest broker of a rack open to a replica that it fits; one of those next to it where it
   * would be too much for that one but not for them.
   */
  private int firstFit(int replica, int rack) {
    int found = -1;
    int from = skipped.length();
    int tries = OTHERS;
    long size = model.sizeOf(replica);
    while (length[rack] > 0 && tries > 0) {
      int broker = pop(rack);
      boolean fits = size <= model.room(broker) && model.free(replica, broker);
      if (fits && model.bytes[broker] + size <= band.high[broker]) {
        if (found >= 0) {
          skipped.add(found);
        }
        found = broker;
        break;
      }
      if (fits) {
        tries--;
      }
      if (fits && found < 0) {
        found = broker;
      } else {
        skipped.add(broker);
      }
    }
    while (skipped.length() > from) {
      push(skipped.removeLast());
    }
    return found;
  }

  private void push(int broker) {
    int rack = model.racks.of[broker];
    int[] nodes = heap[rack];
    key[broker] =
        (goal[broker] - model.bytes[broker]) / (targets.quota[broker] - model.count[broker]);
    int i = length[rack]++;
    while (i > 0 && before(broker, nodes[(i - 1) / 2])) {
      nodes[i] = nodes[(i - 1) / 2];
      i = (i - 1) / 2;
    }
    nodes[i] = broker;
  }

  private int pop(int rack) {
    int[] nodes = heap[rack];
    int top = nodes[0];
    int last = nodes[--length[rack]];
    int end = length[rack];
    int i = 0;
    while (2 * i + 1 < end) {
      int child = 2 * i + 1;
      if (child + 1 < end && before(nodes[child + 1], nodes[child])) {
        child++;
      }
      if (!before(nodes[child], last)) {
        break;
      }
      nodes[i] = nodes[child];
      i = child;
    }
    nodes[i] = last;
    return top;
  }

  private boolean before(int one, int other) {
    return key[one] > key[other] || key[one] == key[other] && one < other;
  }
}
