package io.katka.balance;

import java.util.Arrays;

/** What each rack holds at least and at most, in replicas and in bytes, by the rack rule. */
final class RackLimits {
  final double[] fewest;
  final double[] most;
  final double[] leastBytes;
  final double[] mostBytes;

  private RackLimits(int racks) {
    fewest = new double[racks];
    most = new double[racks];
    leastBytes = new double[racks];
    mostBytes = new double[racks];
  }

  static RackLimits of(Model model) {
    var limits = new RackLimits(model.racks.count);
    if (!model.racks.several()) {
      Arrays.fill(limits.most, Double.MAX_VALUE / 4);
      Arrays.fill(limits.mostBytes, Double.MAX_VALUE / 4);
      return limits;
    }
    long[] rows = new long[65];
    double[] bytes = new double[65];
    for (int row = 0; row < model.rows(); row++) {
      int replicas = model.first[row + 1] - model.first[row];
      rows[replicas]++;
      bytes[replicas] += model.size[row];
      if (!model.repairRacks || model.pinned[row]) {
        limits.widen(model, row, replicas);
      }
    }
    for (int replicas = 1; replicas < rows.length; replicas++) {
      if (rows[replicas] > 0) {
        limits.add(model.racks, replicas, rows[replicas], bytes[replicas]);
      }
    }
    return limits;
  }

  private void add(Racks racks, int replicas, long rows, double bytes) {
    for (int k = 0; k < fewest.length; k++) {
      int floor = racks.fewest(replicas, k);
      int cap = racks.most(replicas, k);
      fewest[k] += floor * (double) rows;
      most[k] += cap * (double) rows;
      leastBytes[k] += floor * bytes;
      mostBytes[k] += cap * bytes;
    }
  }

  /** A row that stays as unruly as it is lets its racks hold more, or less, than the rule. */
  private void widen(Model model, int row, int replicas) {
    for (int k = 0; k < fewest.length; k++) {
      int n = model.racks.others(model, row, -1, k);
      int over = model.racks.live[k] == 0 ? 0 : Math.max(0, n - model.racks.cap(replicas));
      int under = Math.max(0, model.racks.floor(replicas, k) - n);
      most[k] += over;
      mostBytes[k] += over * (double) model.size[row];
      fewest[k] -= under;
      leastBytes[k] -= under * (double) model.size[row];
    }
  }
}
