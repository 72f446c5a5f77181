package io.katka.balance;

/**
 * The least that must move row by row: a row keeps at most the replicas on brokers that stay, as
 * many per rack as it may hold there, and none of those whose places others racks must get. What
 * brokers must lose beyond what such rows can take from them comes on top, from other rows. And
 * whatever racks must get, what has no room in them is copied besides.
 */
final class RowBound {
  /** With more racks, what finds no room in some of them is not looked for. */
  private static final int MOST_RACKS = 8;

  private final Model model;
  private final int[] kept;
  private final double[] forcedReplicas;
  private final double[] forcedBytes;
  private double replicas;
  private double bytes;

  /** What must be copied of rows by the set of racks that have room for a copy. */
  private final double[] replicasByOpen;

  private final double[] bytesByOpen;

  RowBound(Model model) {
    int sets = model.racks.count > MOST_RACKS ? 0 : 1 << model.racks.count;
    replicasByOpen = new double[sets];
    bytesByOpen = new double[sets];
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
    if (keepsToRacks && bytesByOpen.length > 0) {
      int open = open(row);
      replicasByOpen[open] += copies;
      bytesByOpen[open] += copies * (double) model.size[row];
    }
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

  /** The racks that may hold more of a row than they had on brokers that stay. */
  private int open(int row) {
    int open = 0;
    for (int k = 0; k < kept.length; k++) {
      boolean room = kept[k] < model.racks.most(model.first[row + 1] - model.first[row], k);
      open |= room ? 1 << k : 0;
    }
    return open;
  }

  /** The fewest replicas, brokers losing and getting at least what another bound says. */
  double replicas(RackBound by) {
    return Math.max(replicas + beyond(by, forcedReplicas), elsewhere(by, replicasByOpen));
  }

  /** The fewest bytes, brokers losing and getting at least what another bound says. */
  double bytes(RackBound by) {
    return Math.max(bytes + beyond(by, forcedBytes), elsewhere(by, bytesByOpen));
  }

  /** What some racks must get, and what must be copied but finds no room there. */
  private double elsewhere(RackBound by, double[] byOpen) {
    double[] get = new double[kept.length];
    for (int b = 0; b < forcedBytes.length; b++) {
      get[model.racks.of[b]] += by.in(b);
    }
    double most = 0;
    for (int some = 1; some < byOpen.length; some++) {
      double sum = 0;
      for (int k = 0; k < get.length; k++) {
        sum += (some >> k & 1) * get[k];
      }
      for (int open = 0; open < byOpen.length; open++) {
        sum += (open & some) == 0 ? byOpen[open] : 0;
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  private static double beyond(RackBound by, double[] forced) {
    double beyond = 0;
    for (int b = 0; b < forced.length; b++) {
      beyond += Math.max(0, by.out(b) - forced[b]);
    }
    return beyond;
  }
}
