package io.katka.balance;

/**
 * Takes up the replicas that leave: all from brokers to be emptied; from the others as many as they
 * have too many, chosen so that the bytes that leave are those the broker has too much, or the
 * smallest where it has none too much. The choice is a run of neighbours by size, refined by
 * exchanging single ones: as many neighbours of middling size fit other brokers more easily than
 * few giants and many dwarfs would.
 */
final class Picker {
  private static final int EXCHANGES = 4;

  private final Model model;
  private final Targets targets;
  private final double[] goal;
  private final Shelves shelves;
  private int[] candidates = new int[0];
  private boolean[] chosen = new boolean[0];
  private int length;

  Picker(Model model, Targets targets, double[] goal, Shelves shelves) {
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    this.shelves = shelves;
  }

  void take(Hand hand) {
    for (int b = 0; b < model.brokers.length; b++) {
      int surplus = model.count[b] - targets.quota[b];
      if (surplus > 0) {
        gather(b);
        choose(Math.min(surplus, length), model.bytes[b] - goal[b]);
        for (int i = 0; i < length; i++) {
          if (chosen[i]) {
            hand.take(model, candidates[i]);
          }
        }
      }
    }
  }

  private void gather(int broker) {
    int most = shelves.length(broker);
    if (candidates.length < most) {
      candidates = new int[most];
      chosen = new boolean[most];
    }
    length = 0;
    for (int i = 0; i < most; i++) {
      int replica = shelves.get(broker, i);
      if (model.at[replica] == broker && model.movable(replica)) {
        chosen[length] = false;
        candidates[length++] = replica;
      }
    }
  }

  private void choose(int number, double wanted) {
    double sum = 0;
    for (int i = 0; i < number; i++) {
      sum += size(i);
    }
    int start = 0;
    while (start + number < length && sum < wanted) {
      sum += size(start + number) - size(start);
      start++;
    }
    for (int i = start; i < start + number; i++) {
      chosen[i] = true;
    }
    double over = sum - wanted;
    for (int i = 0; i < EXCHANGES && number < length && start > 0 && Math.abs(over) >= 1; i++) {
      double gain = exchange(over);
      if (gain == 0) {
        return;
      }
      over -= gain;
    }
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
    return model.sizeOf(candidates[index]);
  }
}
