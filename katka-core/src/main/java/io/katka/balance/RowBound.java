package io.katka.balance;

/**
 * The least that must move row by row: a row keeps at most the replicas on brokers that stay, as
 * many per rack as it may hold there, and none of those whose places others racks must get. What
 * brokers must lose beyond what such rows can take from them comes on top, from other rows.
 */
final class RowBound {
  private final Model model;
  private final int[] kept;
  private final double[] forcedReplicas;
  private final double[] forcedBytes;
  private double replicas;
  private double bytes;

  RowBound(Model model) {
    this.model = model;
    kept = new int[model.racks.count];
    forcedReplicas = new double[model.brokers.length];
    forcedBytes = new double[model.brokers.length];
  }

  /** Adds a row that ends as its racks' limits say, or one that only leaves brokers. */
  void add(int row, boolean keepsToRacks) {
    int copies = copies(row, keepsToRacks);
    if (copies == 0) {
      return;
    }
    replicas += copies;
    bytes += copies * (double) model.size[row];
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      forcedReplicas[model.home[r]]++;
      forcedBytes[model.home[r]] += model.size[row];
    }
  }

  private int copies(int row, boolean keepsToRacks) {
    int first = model.first[row];
    int end = model.first[row + 1];
    int staying = 0;
    for (int k = 0; k < kept.length; k++) {
      kept[k] = 0;
    }
    for (int r = first; r < end; r++) {
      if (model.receives[model.home[r]]) {
        kept[model.racks.of[model.home[r]]]++;
        staying++;
      }
    }
    if (!keepsToRacks) {
      return end - first - staying;
    }
    int keeps = 0;
    int wanted = 0;
    for (int k = 0; k < kept.length; k++) {
      keeps += Math.min(kept[k], model.racks.most(end - first, k));
      wanted += Math.max(0, model.racks.fewest(end - first, k) - kept[k]);
    }
    return Math.max(end - first - keeps, wanted);
  }

  /** The fewest replicas, brokers losing at least what another bound says. */
  double replicas(RackBound by) {
    return replicas + beyond(by, forcedReplicas);
  }

  /** The fewest bytes, brokers losing at least what another bound says. */
  double bytes(RackBound by) {
    return bytes + beyond(by, forcedBytes);
  }

  private static double beyond(RackBound by, double[] forced) {
    double beyond = 0;
    for (int b = 0; b < forced.length; b++) {
      beyond += Math.max(0, by.out(b) - forced[b]);
    }
    return beyond;
  }
}
