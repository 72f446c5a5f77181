package io.katka.balance;

/**
 * The least that must move, in replicas or in bytes, from what brokers and racks must lose and get.
 */
final class RackBound {
  /** What must leave each rack by its limits, and what must enter it. */
  private final double[] leaves;

  final double[] enters;

  /** What each broker must lose, and what it must get. */
  private final double[] out;

  private final double[] in;

  /** By how much what a broker loses must exceed what it gets, at least; less than 0 if not. */
  private final double[] over;

  /** By how much what a broker gets must exceed what it loses, at least. */
  private final double[] under;

  /** How much of each broker what leaves its rack by the limits can be. */
  private final double[] mayLeave;

  /**
   * What must leave each rack from brokers that need not lose, and from those that hold less than
   * they must: what leaves these must come on top of what they lack.
   */
  private final double[] idle;

  private final double[] hungry;
  private final double[] before;
  private final double[] low;
  private final double[] high;

  RackBound(int racks, int brokers) {
    leaves = new double[racks];
    enters = new double[racks];
    mayLeave = new double[brokers];
    out = new double[brokers];
    in = new double[brokers];
    over = new double[brokers];
    under = new double[brokers];
    before = new double[racks];
    idle = new double[racks];
    hungry = new double[racks];
    low = new double[racks];
    high = new double[racks];
  }

  /** Adds a broker: what it holds now, and at least and at most in the end. */
  void broker(int broker, int rack, double holds, double least, double most) {
    over[broker] = holds - most;
    under[broker] = least - holds;
    out[broker] = Math.max(0, over[broker]);
    in[broker] = Math.max(0, under[broker]);
    before[rack] += holds;
    low[rack] += least;
    high[rack] += most;
  }

  /** A broker loses at least so much, so that it must get the more. */
  void mustLose(int broker, double least) {
    out[broker] = Math.max(out[broker], Math.ceil(least));
    in[broker] = Math.max(in[broker], out[broker] + under[broker]);
  }

  /** A broker gets at least so much, so that it must lose the more. */
  void mustGet(int broker, double least) {
    in[broker] = Math.max(in[broker], Math.ceil(least));
    out[broker] = Math.max(out[broker], in[broker] + over[broker]);
  }

  double out(int broker) {
    return out[broker];
  }

  double in(int broker) {
    return in[broker];
  }

  /** What a rack holds at least and at most in the end, besides what its brokers do. */
  void limit(int rack, double least, double most) {
    low[rack] = Math.max(low[rack], least);
    high[rack] = Math.min(high[rack], most);
  }

  /**
   * Adds a row of which so many replicas must leave a rack, whichever of those there.
   *
   * @param size what one of them weighs
   * @param home the broker of each replica, the row's from first to end
   */
  void force(int rack, int over, double size, int[] home, int[] rackOf, int first, int end) {
    boolean none = true;
    boolean all = true;
    for (int r = first; r < end; r++) {
      if (rackOf[home[r]] == rack) {
        mayLeave[home[r]] += size;
        none &= out[home[r]] == 0;
        all &= under[home[r]] > 0;
      }
    }
    leaves[rack] += over * size;
    idle[rack] += none ? over * size : 0;
    hungry[rack] += all ? over * size : 0;
  }

  double least(int[] rackOf) {
    int racks = leaves.length;
    double[] lose = new double[racks];
    double[] loseMore = leaves.clone();
    double[] get = new double[racks];
    double[] want = new double[racks];
    double[] lack = new double[racks];
    for (int b = 0; b < out.length; b++) {
      lose[rackOf[b]] += out[b];
      loseMore[rackOf[b]] += Math.max(0, out[b] - mayLeave[b]);
      if (under[b] > 0) {
        want[rackOf[b]] += in[b];
        lack[rackOf[b]] += under[b];
      } else {
        get[rackOf[b]] += in[b];
      }
    }
    double total = 0;
    double lows = 0;
    double highs = 0;
    for (int k = 0; k < racks; k++) {
      total += before[k];
      lows += low[k];
      highs += high[k];
    }
    double entering = 0;
    double leaving = 0;
    for (int k = 0; k < racks; k++) {
      double least = Math.max(low[k], total - (highs - high[k]));
      double most = Math.min(high[k], total - (lows - low[k]));
      double goes = Math.max(lose[k] + idle[k], loseMore[k]);
      double comes = Math.max(get[k] + Math.max(want[k], lack[k] + hungry[k]), enters[k]);
      entering += Math.max(comes, goes + least - before[k]);
      leaving += Math.max(goes, comes + before[k] - most);
    }
    return Math.max(0, Math.max(entering, leaving));
  }
}
