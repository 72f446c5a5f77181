package io.katka.balance;

import java.util.Arrays;

/**
 * Where each broker should end. Replica counts are within one of each other among brokers of a
 * group (all brokers; or those of a rack that its rule holds at a limit), the larger counts given
 * to those that have most, so that the fewest replicas move. Bytes stand at one level per group.
 */
final class Targets {
  final int[] floor;
  final int[] ceil;
  final int[] quota;
  final double[] bytes;

  /** The group of bytes of each broker, of those to be emptied too: who takes their bytes. */
  final int[] byteGroup;

  /** What racks hold at least and at most. */
  RackLimits limits;

  /** The largest replica above an even share of its broker; -1 for none. */
  int giant = -1;

  private Targets(int brokers, RackLimits limits) {
    this.limits = limits;
    floor = new int[brokers];
    ceil = new int[brokers];
    quota = new int[brokers];
    bytes = new double[brokers];
    byteGroup = new int[brokers];
  }

  static Targets of(Model model) {
    var targets = new Targets(model.brokers.length, RackLimits.of(model));
    targets.counts(model, targets.limits);
    if (model.racks.tight()) {
      targets.limits = RackLimits.of(model);
    }
    targets.bytes(model, targets.limits);
    return targets;
  }

  private void counts(Model model, RackLimits limits) {
    double[] low = new double[floor.length];
    double[] high = new double[floor.length];
    Arrays.fill(high, Double.MAX_VALUE / 4);
    for (int r = 0; r < model.home.length && model.anyPinned; r++) {
      if (!model.movable(r)) {
        low[model.home[r]]++;
      }
    }
    var level = new Level(model, low, high).fill(model.home.length, limits.fewest, limits.most);
    for (int k = 0; k < model.racks.count && model.repairRacks && !model.anyPinned; k++) {
      if (level.side[k] != 0 && limits.fewest[k] < limits.most[k]) {
        model.racks.tighten(k, level.side[k] < 0);
      }
    }
    for (int g = 0; g < level.groupTotal.length; g++) {
      int[] members = level.members(g);
      if (members.length > 0) {
        new Quotas(model, this, limits, g == 0)
            .spread(members, low, Math.round(level.groupTotal[g]));
      }
    }
  }

  private static int largest(Model model, double[] share) {
    int largest = -1;
    for (int r = 0; r < model.home.length; r++) {
      if (model.receives[model.home[r]]
          && model.sizeOf(r) > share[model.home[r]]
          && (largest < 0 || model.sizeOf(r) > model.sizeOf(largest))) {
        largest = r;
      }
    }
    return largest;
  }

  /** Adds up what a row cannot move, and notes the largest of what it can. */
  private static void weigh(Model model, int row, double[] low, double[] largest) {
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      int b = model.home[r];
      if (model.movable(r)) {
        largest[b] = Math.max(largest[b], model.size[row]);
      } else {
        low[b] += model.size[row];
      }
    }
  }

  private void bytes(Model model, RackLimits limits) {
    int brokers = bytes.length;
    double[] low = new double[brokers];
    double[] high = new double[brokers];
    double[] largest = new double[brokers];
    double total = 0;
    for (int b = 0; b < brokers; b++) {
      long disk = model.brokers[b].diskBytes();
      high[b] = disk == 0 ? Double.MAX_VALUE / 4 : disk;
      total += model.bytes[b];
    }
    for (int row = 0; row < model.rows(); row++) {
      weigh(model, row, low, largest);
    }
    var level = new Level(model, low, high).fill(total, limits.leastBytes, limits.mostBytes);
    boolean raised = false;
    for (int b = 0; b < brokers; b++) {
      if (model.receives[b] && largest[b] > level.share[b] && low[b] < largest[b]) {
        low[b] = Math.min(high[b], largest[b]);
        raised = true;
      }
    }
    if (raised) {
      giant = largest(model, level.share);
      level = new Level(model, low, high).fill(total, limits.leastBytes, limits.mostBytes);
    }
    for (int b = 0; b < brokers; b++) {
      bytes[b] = level.share[b];
      byteGroup[b] = level.group[model.racks.of[b]];
    }
  }

  /** The largest distance of a broker's bytes from its target, as a fraction of it. */
  double reached(Model model) {
    double reached = 0;
    for (int b = 0; b < bytes.length; b++) {
      if (model.receives[b] && bytes[b] >= 1) {
        reached = Math.max(reached, Math.abs(model.bytes[b] / bytes[b] - 1));
      }
    }
    return reached;
  }
}
