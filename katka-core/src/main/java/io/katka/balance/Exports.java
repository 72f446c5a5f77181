package io.katka.balance;

/**
 * Takes up the replicas by which a rack as a whole has too many, and says which rack each is to lie
 * in: of those that may go there, as many as that rack lacks, of as many bytes as it lacks. A
 * broker gives by what it has too much itself, in replicas and in bytes.
 */
final class Exports {
  private static final double ALMOST_ALL = 0.95;

  /** How many detours are looked at for each replica that leaves its rack. */
  private static final int LOOKS = 20;

  private final Model model;

  private final Targets targets;
  private final double[] goal;
  private final Shelves shelves;
  private final Choice all;
  private final Choice choice;
  private final int[] count;
  private final double[] bytes;
  private final int[] surplus;
  private final double[] surplusBytes;
  private final int[] byNeed;
  private int[] rack = new int[0];

  Exports(Model model, Targets targets, double[] goal, Shelves shelves) {
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    this.shelves = shelves;
    all = new Choice(model);
    choice = new Choice(model);
    int racks = model.racks.count;
    count = new int[racks];
    bytes = new double[racks];
    surplus = new int[racks];
    surplusBytes = new double[racks];
    byNeed = new int[racks];
  }

  /**
   * Takes replicas into a hand and notes in an array by replica one more than the rack they go to.
   */
  void take(Hand hand, int[] destination) {
    rack = destination;
    for (int i = 0; i < hand.length(); i++) {
      int k = rack[hand.get(i)] - 1;
      count[k]++;
      bytes[k] += model.sizeOf(hand.get(i));
    }
    for (int b = 0; b < goal.length; b++) {
      int k = model.racks.of[b];
      int more = model.count[b] - targets.quota[b];
      count[k] += more;
      bytes[k] += model.bytes[b] - goal[b];
      surplus[k] += Math.max(0, more);
      surplusBytes[k] += more > 0 ? above(b) : 0;
    }
    sortByNeed();
    give(false, hand);
    give(true, hand);
    giveRest(hand, true);
    detour(hand);
    giveRest(hand, false);
  }

  /**
   * Gives what brokers have too much. Those to be emptied come first: they have no choice, the
   * others can give what is in the way of nothing.
   */
  private void give(boolean staying, Hand hand) {
    for (int b = 0; b < goal.length; b++) {
      int more = model.count[b] - targets.quota[b];
      int k = model.racks.of[b];
      if (model.receives[b] == staying && more > 0 && count[k] > 0) {
        int number = Math.min(more, divideUp(count[k] * (long) more, surplus[k]));
        double above = above(b);
        double part = above * Math.min(1, bytes[k] / Math.max(1, surplusBytes[k]));
        surplus[k] -= more;
        surplusBytes[k] -= above;
        narrow(b, part > ALMOST_ALL * model.bytes[b] ? number : shelves.length(b), part);
        share(b, number, part, hand);
      }
    }
  }

  /** Gives what racks still have too many, of brokers that have too many themselves or of all. */
  private void giveRest(Hand hand, boolean ofTooMany) {
    for (int b = 0; b < goal.length; b++) {
      int k = model.racks.of[b];
      if (count[k] > 0 && (!ofTooMany || model.count[b] > targets.quota[b])) {
        narrow(b, shelves.length(b), 0);
        for (int i = 0; i < byNeed.length && count[k] > 0; i++) {
          int more = ofTooMany ? model.count[b] - targets.quota[b] : count[k];
          double wanted =
              ofTooMany ? Math.max(0, bytes[k]) : Math.min(above(b), Math.max(0, bytes[k]));
          give(b, byNeed[i], Math.min(more, count[k]), wanted, hand);
        }
      }
    }
  }

  /**
   * Sends what found no rack to one that has its number already, in the place of another that goes
   * on to a rack that lacks some.
   */
  private void detour(Hand hand) {
    int looks = LOOKS * (hand.length() + 1);
    for (int b = 0; b < goal.length; b++) {
      int k = model.racks.of[b];
      for (int i = 0; i < shelves.length(b) && count[k] > 0 && looks > 0; i++) {
        int replica = shelves.get(b, i);
        if (model.count[b] <= targets.quota[b]) {
          break;
        }
        if (model.at[replica] == b && model.movable(replica)) {
          looks -= detour(replica, hand);
        }
      }
    }
  }

  /** Sends one on in the place of another; returns how many others were looked at. */
  private int detour(int replica, Hand hand) {
    int from = model.racks.of[model.at[replica]];
    int[] open = new int[count.length];
    for (int k = 0; k < open.length; k++) {
      open[k] = k != from && may(replica, k) ? 1 : 0;
    }
    for (int i = 0; i < hand.length(); i++) {
      int other = hand.get(i);
      int by = rack[other] - 1;
      for (int k = 0; open[by] > 0 && k < count.length; k++) {
        if (count[k] < 0
            && k != by
            && model.rowOf[other] != model.rowOf[replica]
            && k != model.racks.of[model.home[other]]
            && may(other, k)) {
          hand.take(model, replica);
          rack[replica] = 1 + by;
          rack[other] = 1 + k;
          count[from]--;
          bytes[from] -= model.sizeOf(replica);
          bytes[by] += model.sizeOf(replica) - model.sizeOf(other);
          count[k]++;
          bytes[k] += model.sizeOf(other);
          return i + 1;
        }
      }
    }
    return hand.length();
  }

  /** The bytes a rack has above what its brokers are to have, what is on its way counted. */
  double[] surplusOfRacks() {
    return bytes;
  }

  /**
   * Chooses what a broker gives if it may go to any rack that lacks some: anything, but one that
   * gives almost all its bytes to other racks keeps the smallest for its own.
   */
  private void narrow(int broker, int number, double wanted) {
    all.clear();
    for (int i = 0; i < shelves.length(broker); i++) {
      int replica = shelves.get(broker, i);
      if (model.at[replica] == broker && model.movable(replica) && mayLeave(replica)) {
        all.add(replica, shelves.size(broker, i));
      }
    }
    all.narrow(number, wanted);
  }

  private boolean mayLeave(int replica) {
    for (int k = 0; k < count.length; k++) {
      if (count[k] < 0 && may(replica, k)) {
        return true;
      }
    }
    return false;
  }

  private void sortByNeed() {
    for (int k = 0; k < byNeed.length; k++) {
      int at = k;
      for (; at > 0 && need(byNeed[at - 1]) < need(k); at--) {
        byNeed[at] = byNeed[at - 1];
      }
      byNeed[at] = k;
    }
  }

  /** The bytes a rack lacks per replica it lacks. */
  private double need(int k) {
    return count[k] < 0 ? bytes[k] / count[k] : 0;
  }

  /** Gives so many replicas and bytes of a broker to the racks that lack some, by their shares. */
  private void share(int broker, int number, double wanted, Hand hand) {
    long lacking = 0;
    double lackingBytes = 0;
    for (int k = 0; k < count.length; k++) {
      lacking += Math.max(0, -count[k]);
      lackingBytes += count[k] < 0 ? Math.max(0, -bytes[k]) : 0;
    }
    int left = number;
    for (int i = 0; i < byNeed.length && lacking > 0; i++) {
      int k = byNeed[i];
      int lacks = Math.max(0, -count[k]);
      if (lacks > 0) {
        int part = (int) Math.min(left, (left * (long) lacks + lacking / 2) / lacking);
        double need = Math.max(0, -bytes[k]);
        give(broker, k, part, lackingBytes < 1 ? 0 : wanted * need / lackingBytes, hand);
        left -= part;
        lacking -= lacks;
      }
    }
  }

  /** Gives up to so many replicas of about so many bytes to a rack. */
  private void give(int broker, int to, int number, double wanted, Hand hand) {
    int most = Math.min(number, -count[to]);
    if (most <= 0) {
      return;
    }
    choice.clear();
    for (int i = 0; i < all.length(); i++) {
      int replica = all.get(i);
      if (model.at[replica] == broker && may(replica, to)) {
        choice.add(replica, model.sizeOf(replica));
      }
    }
    int taken = Math.min(most, choice.length());
    int before = hand.length();
    long weight = choice.take(taken, 0, wanted, hand);
    for (int i = before; i < hand.length(); i++) {
      rack[hand.get(i)] = 1 + to;
    }
    int from = model.racks.of[broker];
    count[from] -= taken;
    bytes[from] -= weight;
    count[to] += taken;
    bytes[to] += weight;
  }

  /** Whether a replica may lie in a rack, those of its row in hand being where they are to go. */
  boolean may(int replica, int to) {
    int row = model.rowOf[replica];
    boolean hand = model.at[replica] < 0;
    int from = hand ? rack[replica] - 1 : model.racks.of[model.at[replica]];
    int there = 1;
    int left = 0;
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      if (r != replica) {
        hand |= model.at[r] < 0;
        int k = model.at[r] < 0 ? rack[r] - 1 : model.racks.of[model.at[r]];
        there += k == to ? 1 : 0;
        left += k == from ? 1 : 0;
      }
    }
    if (!hand) {
      return model.racks.allows(model, replica, to);
    }
    int replicas = model.first[row + 1] - model.first[row];
    return there <= model.racks.most(replicas, to) && left >= model.racks.fewest(replicas, from);
  }

  private double above(int broker) {
    return Math.max(0, model.bytes[broker] - goal[broker]);
  }

  private static int divideUp(long value, int by) {
    return (int) ((value + by - 1) / by);
  }
}
