package io.katka.balance;

/**
 * Finds how little any plan could move that reaches what this one reaches: its distance of bytes
 * and of counts from the targets, and rows that keep to the racks' rule as they do in it.
 *
 * <p>Per broker: what it has too much must leave it, what it lacks must come. Per rack: rows that
 * break its limits must leave it or enter it, whatever brokers have; what must leave a broker for
 * its own sake can be among them only as far as they lie there. What a rack holds in the end lies
 * between limits, so what comes and what leaves bind each other.
 */
final class BoundsFinder {
  /** Keeps rounding from making a whole number of replicas one more. */
  private static final double SLACK = 1e-6;

  private final Model model;
  private final Targets targets;
  private final SizeOrder order;
  private final RackLimits limits;
  private final int[] count;
  private final long[] bytes;
  private final RackBound moves;
  private final RackBound copies;
  private final RowBound rows;

  /** From what lay on brokers before. */
  BoundsFinder(Model model, Targets targets, SizeOrder order, int[] count, long[] bytes) {
    this.model = model;
    this.targets = targets;
    this.order = order;
    this.count = count;
    this.bytes = bytes;
    limits = targets.limits;
    moves = new RackBound(model.racks.count, count.length);
    copies = new RackBound(model.racks.count, count.length);
    rows = new RowBound(model);
  }

  /** What holds whatever the outcome; tolerance as a fraction. */
  Bounds find(double tolerance) {
    start(tolerance, 0);
    return bounds(tolerance);
  }

  /** For the outcome in the model. */
  Bounds findReached(double tolerance) {
    int off = 0;
    for (int b = 0; b < count.length; b++) {
      off = Math.max(off, model.count[b] - targets.ceil[b]);
      off = Math.max(off, targets.floor[b] - model.count[b]);
    }
    start(tolerance, off);
    for (int row = 0; row < model.rows() && model.racks.several(); row++) {
      if (model.anyMovedOf(row)) {
        boolean repairs = model.repairRacks && !model.pinned[row];
        boolean keeps = repairs && model.racks.violations(model, row) == 0;
        rows.add(row, keeps);
        if (keeps && broke(row)) {
          force(row);
        }
      }
    }
    return bounds(tolerance);
  }

  /** Notes what brokers and racks must lose and get, counts being so much off at most. */
  private void start(double tolerance, int off) {
    long[] smallest = smallest(off);
    for (int b = 0; b < count.length; b++) {
      int rack = model.racks.of[b];
      double low = targets.bytes[b] * (1 - tolerance);
      copies.broker(b, rack, bytes[b], low, targets.bytes[b] * (1 + tolerance));
      copies.mustLose(b, smallest[b]);
      int most = model.receives[b] ? targets.ceil[b] + off : 0;
      moves.broker(b, rack, count[b], Math.max(0, targets.floor[b] - off), most);
    }
    int[] fewest = fewestLost();
    for (int b = 0; b < count.length; b++) {
      moves.mustLose(b, fewest[b]);
      moves.mustGet(b, fewestOfAny(copies.in(b)));
    }
    for (int k = 0; k < model.racks.count && model.racks.several() && off == 0; k++) {
      moves.limit(k, limits.fewest[k], limits.most[k]);
      copies.limit(k, limits.leastBytes[k], limits.mostBytes[k]);
    }
  }

  /** Whether a row broke the limits of racks at the start. */
  private boolean broke(int row) {
    int replicas = model.first[row + 1] - model.first[row];
    boolean broke = false;
    for (int k = 0; k < model.racks.count; k++) {
      int n = model.racks.homes(model, row, k);
      broke |= n > model.racks.most(replicas, k) || n < model.racks.fewest(replicas, k);
    }
    return broke;
  }

  /** Notes what a row must give or get by the limits of racks. */
  private void force(int row) {
    int replicas = model.first[row + 1] - model.first[row];
    for (int k = 0; k < model.racks.count; k++) {
      int n = model.racks.homes(model, row, k);
      int over = n - model.racks.most(replicas, k);
      int under = model.racks.fewest(replicas, k) - n;
      if (under > 0) {
        moves.enters[k] += under;
        copies.enters[k] += under * (double) model.size[row];
      }
      if (over > 0) {
        moves.force(k, over, 1, model.home, model.racks.of, model.first[row], model.first[row + 1]);
        copies.force(
            k,
            over,
            model.size[row],
            model.home,
            model.racks.of,
            model.first[row],
            model.first[row + 1]);
      }
    }
  }

  private Bounds bounds(double tolerance) {
    double replicas = Math.max(moves.least(model.racks.of), rows.replicas(moves));
    double weight = Math.max(copies.least(model.racks.of), rows.bytes(copies));
    return new Bounds((int) Math.ceil(replicas - SLACK), (long) weight, tolerance);
  }

  /** The bytes of the smallest replicas that each broker must lose by count. */
  private long[] smallest(int off) {
    long[] smallest = new long[count.length];
    int[] left = new int[count.length];
    int open = 0;
    for (int b = 0; b < count.length; b++) {
      left[b] = model.receives[b] ? Math.max(0, count[b] - targets.ceil[b] - off) : 0;
      smallest[b] = model.receives[b] ? 0 : bytes[b];
      open += left[b] > 0 ? 1 : 0;
    }
    for (int i = 0; i < order.rows.length && open > 0; i++) {
      int row = order.rows[i];
      for (int r = model.first[row]; r < model.first[row + 1]; r++) {
        int b = model.home[r];
        if (left[b] > 0) {
          smallest[b] += model.size[row];
          open -= --left[b] == 0 ? 1 : 0;
        }
      }
    }
    return smallest;
  }

  /** The fewest replicas that weigh what each broker must lose: its largest. */
  private int[] fewestLost() {
    int[] fewest = new int[count.length];
    double[] left = new double[count.length];
    int open = 0;
    for (int b = 0; b < count.length; b++) {
      left[b] = model.receives[b] ? copies.out(b) - 1 : 0;
      open += left[b] > 0 ? 1 : 0;
    }
    for (int i = order.rows.length - 1; i >= 0 && open > 0; i--) {
      int row = order.rows[i];
      for (int r = model.first[row]; r < model.first[row + 1]; r++) {
        int b = model.home[r];
        if (left[b] > 0) {
          fewest[b]++;
          left[b] -= model.size[row];
          open -= left[b] <= 0 ? 1 : 0;
        }
      }
    }
    return fewest;
  }

  /** The fewest replicas that weigh so much, one of a row: the largest of all. */
  private int fewestOfAny(double weight) {
    int fewest = 0;
    for (double left = weight - 1; left > 0 && fewest < order.rows.length; fewest++) {
      left -= model.size[order.rows[order.rows.length - 1 - fewest]];
    }
    return fewest;
  }
}
