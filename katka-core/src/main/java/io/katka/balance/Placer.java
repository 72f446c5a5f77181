package io.katka.balance;

/**
 * Lays the replicas in hand down on brokers below their quota, the largest first, each on the
 * broker that needs the most bytes per replica it still lacks. One heap of brokers per rack, so
 * that racks closed to a replica cost nothing.
 */
final class Placer {
  private final Model model;
  private final Targets targets;
  private final double[] goal;
  private final int[][] heap;
  private final int[] length;
  private final double[] key;
  private final Hand skipped = new Hand();
  private boolean abroad;
  private int[] imports = new int[0];

  Placer(Model model, Targets targets, double[] goal) {
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    int brokers = model.brokers.length;
    heap = new int[model.racks.count][];
    length = new int[heap.length];
    key = new double[brokers];
    for (int k = 0; k < heap.length; k++) {
      heap[k] = new int[model.racks.live[k]];
    }
    for (int b = 0; b < brokers; b++) {
      if (model.receives[b] && targets.quota[b] > model.count[b]) {
        push(b);
      }
    }
  }

  /** Lays down in their own rack what finds a place there; returns what does not. */
  Hand placeAtHome(Hand hand) {
    abroad = false;
    return place(hand, new Hand());
  }

  /** Lays down in other racks, no more in each than it may import; returns what finds no place. */
  Hand placeAbroad(Hand hand, int[] mayImport) {
    abroad = true;
    imports = mayImport;
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
    int best = -1;
    int only = abroad ? -1 : model.racks.of[model.home[replica]];
    for (int k = Math.max(0, only); k < (only < 0 ? heap.length : only + 1); k++) {
      if (length[k] > 0 && (best < 0 || key[heap[k][0]] > key[best]) && open(replica, k)) {
        int found = firstFit(replica, k, best < 0 ? Double.NEGATIVE_INFINITY : key[best]);
        if (found >= 0) {
          if (best >= 0) {
            push(best);
          }
          best = found;
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

  private int firstFit(int replica, int rack, double least) {
    int found = -1;
    int from = skipped.length();
    while (length[rack] > 0 && key[heap[rack][0]] > least) {
      int broker = pop(rack);
      if (model.fits(replica, broker)) {
        found = broker;
        break;
      }
      skipped.add(broker);
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
