package io.katka.balance;

import java.util.Arrays;

/** Gives the brokers of one group whole numbers of replicas, within one of each other. */
final class Quotas {
  private final Model model;
  private final Targets targets;
  private final RackLimits limits;
  private final boolean bounded;
  private final int[] rackSum;

  Quotas(Model model, Targets targets, RackLimits limits, boolean bounded) {
    this.model = model;
    this.targets = targets;
    this.limits = limits;
    this.bounded = bounded && model.racks.several();
    rackSum = new int[model.racks.count];
  }

  /** Distributes a total over brokers that hold at least so many. */
  void spread(int[] members, double[] low, long total) {
    int level = level(members, low, total);
    long rest = total;
    for (int b : members) {
      int base = (int) Math.max(low[b], level);
      rest -= base;
      rackSum[model.racks.of[b]] += base;
      targets.floor[b] = base;
      targets.quota[b] = base;
    }
    boolean uneven = rest > 0;
    for (int b : members) {
      targets.ceil[b] = uneven && low[b] <= level ? level + 1 : targets.floor[b];
    }
    for (int b : byCount(members)) {
      int rack = model.racks.of[b];
      if (rest > 0 && low[b] <= level && (!bounded || rackSum[rack] < limits.most[rack])) {
        targets.quota[b]++;
        rackSum[rack]++;
        rest--;
      }
    }
  }

  /** The largest level at which the brokers hold no more than the total. */
  private static int level(int[] members, double[] low, long total) {
    long from = 0;
    long to = total + 1;
    while (to - from > 1) {
      long middle = (from + to) / 2;
      long sum = 0;
      for (int b : members) {
        sum += (long) Math.max(low[b], middle);
      }
      if (sum <= total) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return (int) from;
  }

  private int[] byCount(int[] members) {
    long[] keys = new long[members.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) -model.count[members[i]] << 32 | members[i];
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
