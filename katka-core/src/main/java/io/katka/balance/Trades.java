package io.katka.balance;

/**
 * Evens the bytes of racks where each has its number of replicas: a broker with too many bytes
 * gives a replica to a rack that lacks them, which gives its smallest for it. What leaves such a
 * broker must leave it anyway; in its own rack it would only push others out.
 */
final class Trades {
  /** How many replicas of a broker are looked at for one that may change rack. */
  private static final int LOOKS = 64;

  /** What comes back weighs at most this part of what goes. */
  private static final double WORTH = 0.25;

  /** The part of a mean replica below which a rack's bytes are even enough. */
  private static final double ENOUGH = 0.1;

  private final Model model;
  private final Targets targets;
  private final double[] goal;
  private final Shelves shelves;
  private final Exports exports;
  private final double[] bytes;
  private final int[] groupOf;
  private final boolean[] given;

  Trades(Model model, Targets targets, double[] goal, Shelves shelves, Exports exports) {
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    this.shelves = shelves;
    this.exports = exports;
    bytes = exports.surplusOfRacks();
    groupOf = new int[model.racks.count];
    given = new boolean[goal.length];
    for (int b = 0; b < goal.length; b++) {
      groupOf[model.racks.of[b]] = targets.byteGroup[b];
    }
  }

  /** Takes what changes rack into a hand and notes one more than the rack it goes to. */
  void trade(Hand hand, int[] destination) {
    double total = 0;
    for (long weight : model.bytes) {
      total += weight;
    }
    double enough = ENOUGH * total / Math.max(1, model.home.length);
    for (int giver = richest(enough); giver >= 0; giver = richest(enough)) {
      if (!give(giver, hand, destination)) {
        given[giver] = true;
      }
    }
  }

  /** The broker with most above its goal in a rack that has too much; -1 for none. */
  private int richest(double enough) {
    int richest = -1;
    double most = enough;
    for (int b = 0; b < goal.length; b++) {
      if (!given[b]) {
        double above = Math.min(bytes[model.racks.of[b]], model.bytes[b] - goal[b]);
        if (above > most) {
          most = above;
          richest = b;
        }
      }
    }
    return richest;
  }

  /** Gives the largest replica that is not too much to the rack that lacks most of those it may. */
  private boolean give(int broker, Hand hand, int[] destination) {
    int from = model.racks.of[broker];
    int to = -1;
    for (int k = 0; k < bytes.length; k++) {
      if (k != from && groupOf[k] == groupOf[from] && (to < 0 || bytes[k] < bytes[to])) {
        to = k;
      }
    }
    if (to < 0) {
      return false;
    }
    double most = Math.min(bytes[from], Math.min(-bytes[to], model.bytes[broker] - goal[broker]));
    int last = shelves.atMost(broker, most);
    for (int i = last; i >= 0 && i > last - LOOKS; i--) {
      int x = shelves.get(broker, i);
      if (model.at[x] == broker && model.movable(x) && exports.may(x, to)) {
        if (instead(x, to, hand, destination)) {
          return true;
        }
        int y =
            model.receives[broker]
                ? smallest(to, from, (long) (WORTH * shelves.size(broker, i)))
                : -1;
        if (y < 0) {
          return false;
        }
        double change = model.sizeOf(x) - model.sizeOf(y);
        hand.take(model, x);
        destination[x] = 1 + to;
        if (!exports.may(y, from)) {
          model.put(hand.removeLast(), broker);
          destination[x] = 0;
          continue;
        }
        hand.take(model, y);
        destination[y] = 1 + from;
        bytes[from] -= change;
        bytes[to] += change;
        return true;
      }
    }
    return false;
  }

  /** Lets a replica go in the place of the smallest that leaves its rack for the same, if any. */
  private boolean instead(int x, int to, Hand hand, int[] destination) {
    int from = model.racks.of[model.at[x]];
    int found = -1;
    long least = model.sizeOf(x);
    for (int i = 0; i < hand.length(); i++) {
      int y = hand.get(i);
      if (destination[y] == 1 + to
          && model.sizeOf(y) < least
          && model.racks.of[model.home[y]] == from
          && model.rowOf[x] != model.rowOf[y]
          && exports.may(y, from)) {
        found = i;
        least = model.sizeOf(y);
      }
    }
    if (found < 0) {
      return false;
    }
    int y = hand.get(found);
    double change = model.sizeOf(x) - model.sizeOf(y);
    model.put(y, model.home[y]);
    destination[y] = 0;
    model.take(x);
    hand.set(found, x);
    destination[x] = 1 + to;
    bytes[from] -= change;
    bytes[to] += change;
    return true;
  }

  /** The smallest replica of a rack that may go to another; -1 where none is small enough. */
  private int smallest(int rack, int to, long most) {
    int found = -1;
    long least = most;
    for (int b = 0; b < goal.length; b++) {
      if (model.racks.of[b] == rack && model.receives[b]) {
        for (int i = 0; i < Math.min(LOOKS, shelves.length(b)); i++) {
          int y = shelves.get(b, i);
          if (shelves.size(b, i) >= least) {
            break;
          }
          if (model.at[y] == b && model.movable(y) && exports.may(y, to)) {
            found = y;
            least = shelves.size(b, i);
            break;
          }
        }
      }
    }
    return found;
  }
}
