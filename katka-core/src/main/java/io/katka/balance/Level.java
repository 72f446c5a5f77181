package io.katka.balance;

import java.util.Arrays;

/**
 * Fills brokers evenly as water does: a broker holds at least {@code low} and at most {@code high},
 * a rack at least and at most what its rule says; all others stand at one level. Racks at a limit
 * have a level of their own.
 */
final class Level {
  private static final int STEPS = 100;

  private final Racks racks;
  private final double[] low;
  private final double[] high;
  private final boolean[] open;
  private final double[] sums;

  /** What each broker holds at the level of its group; 0 for brokers that take nothing. */
  final double[] share;

  /** The group of each rack: brokers of one group stand at one level. */
  final int[] group;

  /** Whether a rack stands at its lower limit (-1), its upper one (1), or neither. */
  final int[] side;

  /** What the racks of a group hold together. */
  final double[] groupTotal;

  Level(Model model, double[] low, double[] high) {
    racks = model.racks;
    open = model.receives;
    this.low = low;
    this.high = high;
    share = new double[low.length];
    sums = new double[racks.count];
    group = new int[racks.count];
    side = new int[racks.count];
    groupTotal = new double[racks.count + 1];
  }

  /** Distributes a total. */
  Level fill(double total, double[] rackLow, double[] rackHigh) {
    sumRacks(level(total, rackLow, rackHigh));
    groupTotal[0] = total;
    for (int k = 0; k < racks.count; k++) {
      boolean limited = racks.count > 1 && (sums[k] <= rackLow[k] || sums[k] >= rackHigh[k]);
      group[k] = limited ? k + 1 : 0;
      side[k] = !limited ? 0 : sums[k] <= rackLow[k] ? -1 : 1;
      if (limited) {
        groupTotal[k + 1] = Math.min(rackHigh[k], Math.max(rackLow[k], sums[k]));
        groupTotal[0] -= groupTotal[k + 1];
      }
    }
    for (int g = 0; g < groupTotal.length; g++) {
      share(members(g), groupTotal[g]);
    }
    return this;
  }

  /** The level at which all hold a total; an even share mostly is, else it is halved down to. */
  private double level(double total, double[] rackLow, double[] rackHigh) {
    double even = total / racks.receiving();
    double from = 0;
    double to = Math.max(1, total);
    if (sumRacks(even) && between(rackLow, rackHigh)) {
      return even;
    }
    for (int i = 0; i < STEPS && to - from > to * 1e-15; i++) {
      double middle = (from + to) / 2;
      sumRacks(middle);
      double sum = 0;
      for (int k = 0; k < racks.count; k++) {
        sum += Math.min(rackHigh[k], Math.max(rackLow[k], sums[k]));
      }
      if (sum < total) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return to;
  }

  private boolean between(double[] rackLow, double[] rackHigh) {
    for (int k = 0; k < racks.count; k++) {
      if (sums[k] < rackLow[k] || sums[k] > rackHigh[k]) {
        return false;
      }
    }
    return true;
  }

  /** The receiving brokers of a group. */
  int[] members(int which) {
    int[] members = new int[share.length];
    int n = 0;
    for (int b = 0; b < share.length; b++) {
      if (open[b] && group[racks.of[b]] == which) {
        members[n++] = b;
      }
    }
    return Arrays.copyOf(members, n);
  }

  private void share(int[] members, double total) {
    double level = members.length == 0 ? 0 : level(members, total);
    for (int b : members) {
      share[b] = at(level, b);
    }
  }

  private double level(int[] members, double total) {
    double even = total / members.length;
    boolean all = true;
    for (int b : members) {
      all &= at(even, b) == even;
    }
    double from = all ? even : 0;
    double to = all ? even : Math.max(1, total);
    for (int i = 0; i < STEPS && to - from > to * 1e-15; i++) {
      double middle = (from + to) / 2;
      double sum = 0;
      for (int b : members) {
        sum += at(middle, b);
      }
      if (sum < total) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return to;
  }

  /** Adds up what racks hold at a level; true if every broker that takes replicas stands at it. */
  private boolean sumRacks(double level) {
    boolean all = true;
    Arrays.fill(sums, 0);
    for (int b = 0; b < low.length; b++) {
      if (open[b]) {
        double at = at(level, b);
        all &= at == level;
        sums[racks.of[b]] += at;
      }
    }
    return all;
  }

  private double at(double level, int broker) {
    return Math.min(high[broker], Math.max(low[broker], level));
  }
}
