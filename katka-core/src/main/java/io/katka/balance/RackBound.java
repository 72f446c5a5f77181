package io.katka.balance;

import java.util.Arrays;

/**
 * The least that must move, in replicas or in bytes, from what brokers and racks must lose and get.
 */
final class RackBound {
  /** What must leave each rack by its limits, and what must enter it. */
  final double[] leaves;

  final double[] enters;

  /** How much of each broker what leaves its rack by the limits can be. */
  final double[] mayLeave;

  /** What each broker must lose, and what it must get. */
  final double[] out;

  private final double[] in;
  private final double[] before;
  private final double[] low;
  private final double[] high;

  RackBound(int racks, int brokers) {
    leaves = new double[racks];
    enters = new double[racks];
    mayLeave = new double[brokers];
    out = new double[brokers];
    in = new double[brokers];
    before = new double[racks];
    low = new double[racks];
    high = new double[racks];
  }

  /** Adds a broker: what it holds now, and at least and at most in the end. */
  void broker(int broker, int rack, double holds, double least, double most) {
    out[broker] = Math.max(0, holds - most);
    in[broker] = Math.max(0, least - holds);
    before[rack] += holds;
    low[rack] += least;
    high[rack] += most;
  }

  /** What a rack holds at least and at most in the end, besides what its brokers do. */
  void limit(int rack, double least, double most) {
    low[rack] = Math.max(low[rack], least);
    high[rack] = Math.min(high[rack], most);
  }

  double least(int[] rackOf) {
    int racks = leaves.length;
    double[] lose = new double[racks];
    double[] loseMore = leaves.clone();
    double[] get = new double[racks];
    for (int b = 0; b < out.length; b++) {
      lose[rackOf[b]] += out[b];
      loseMore[rackOf[b]] += Math.max(0, out[b] - mayLeave[b]);
      get[rackOf[b]] += in[b];
    }
    double total = Arrays.stream(before).sum();
    double lows = Arrays.stream(low).sum();
    double highs = Arrays.stream(high).sum();
    double entering = 0;
    double leaving = 0;
    for (int k = 0; k < racks; k++) {
      double least = Math.max(low[k], total - (highs - high[k]));
      double most = Math.min(high[k], total - (lows - low[k]));
      double goes = Math.max(lose[k], loseMore[k]);
      double comes = Math.max(get[k], enters[k]);
      entering += Math.max(comes, goes + least - before[k]);
      leaving += Math.max(goes, comes + before[k] - most);
    }
    return Math.max(0, Math.max(entering, leaving));
  }
}
