package io.katka.balance;

import java.util.Arrays;

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
  private final Model model;
  private final Targets targets;
  private final RackLimits limits;
  private final int[] count;
  private final long[] bytes;

  /** From what lay on brokers before. */
  BoundsFinder(Model model, Targets targets, int[] count, long[] bytes) {
    this.model = model;
    this.targets = targets;
    this.count = count;
    this.bytes = bytes;
    limits = targets.limits;
  }

  /** What holds whatever the outcome; tolerance as a fraction. */
  Bounds find(double tolerance) {
    return find(tolerance, 0, new RackBound(model.racks.count, count.length), new RackBound(model.racks.count, count.length));
  }

  /** For the outcome in the model. */
  Bounds findReached(double tolerance) {
    int off = 0;
    for (int b = 0; b < count.length; b++) {
      off = Math.max(off, model.count[b] - targets.ceil[b]);
      off = Math.max(off, targets.floor[b] - model.count[b]);
    }
    var moves = new RackBound(model.racks.count, count.length);
    var copies = new RackBound(model.racks.count, count.length);
    for (int row = 0; row < model.rows() && model.racks.several() && model.repairRacks; row++) {
      if (!model.pinned[row] && model.anyMovedOf(row) && model.racks.violations(model, row) == 0) {
        force(row, moves, copies);
      }
    }
    return find(tolerance, off, moves, copies);
  }

  /** Notes what a row must give or get by the limits of racks. */
  private void force(int row, RackBound moves, RackBound copies) {
    int replicas = model.first[row + 1] - model.first[row];
    for (int k = 0; k < model.racks.count; k++) {
      int n = model.racks.homes(model, row, k);
      int over = n - model.racks.most(replicas, k);
      int under = model.racks.fewest(replicas, k) - n;
      if (under > 0) {
        moves.enters[k] += under;
        copies.enters[k] += under * (double) model.size[row];
      }
      for (int r = model.first[row]; r < model.first[row + 1] && over > 0; r++) {
        if (model.racks.of[model.home[r]] == k) {
          moves.mayLeave[model.home[r]]++;
          copies.mayLeave[model.home[r]] += model.size[row];
        }
      }
      moves.leaves[k] += Math.max(0, over);
      copies.leaves[k] += Math.max(0, over) * (double) model.size[row];
    }
  }

  private Bounds find(double tolerance, int off, RackBound moves, RackBound copies) {
    long[] smallest = smallest(off);
    int brokers = count.length;
    for (int b = 0; b < brokers; b++) {
      double high = targets.bytes[b] * (1 + tolerance);
      double low = targets.bytes[b] * (1 - tolerance);
      boolean live = model.receives[b];
      moves.broker(b, model.racks.of[b], count[b], live ? Math.max(0, targets.floor[b] - off) : 0, live ? targets.ceil[b] + off : 0);
      copies.broker(b, model.racks.of[b], bytes[b], low, high);
      copies.out[b] = Math.max(copies.out[b], smallest[b]);
    }
    for (int k = 0; k < model.racks.count && model.racks.several(); k++) {
      moves.limit(k, off > 0 ? 0 : limits.fewest[k], off > 0 ? Double.MAX_VALUE : limits.most[k]);
      copies.limit(k, off > 0 ? 0 : limits.leastBytes[k], off > 0 ? Double.MAX_VALUE : limits.mostBytes[k]);
    }
    return new Bounds((int) Math.ceil(moves.least(model.racks.of) - 1e-6), (long) copies.least(model.racks.of), tolerance);
  }

  /** The bytes of the smallest replicas that each broker must lose by count. */
  private long[] smallest(int off) {
    long[] smallest = new long[count.length];
    long[][] sizes = new long[count.length][];
    int[] length = new int[count.length];
    for (int b = 0; b < count.length; b++) {
      sizes[b] = count[b] > targets.ceil[b] + off ? new long[count[b]] : null;
    }
    for (int r = 0; r < model.home.length; r++) {
      int b = model.home[r];
      if (sizes[b] != null) {
        sizes[b][length[b]++] = model.sizeOf(r);
      }
    }
    for (int b = 0; b < count.length; b++) {
      if (sizes[b] != null) {
        Arrays.sort(sizes[b]);
        for (int i = 0; i < count[b] - targets.ceil[b] - off; i++) {
          smallest[b] += sizes[b][i];
        }
      }
    }
    return smallest;
  }
}
