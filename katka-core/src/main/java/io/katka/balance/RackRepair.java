package io.katka.balance;

import java.util.Arrays;

/**
 * Takes up the replicas that must change rack, from the brokers that have most to lose; of the
 * largest rows first, since the small ones can even out what these leave.
 */
final class RackRepair {
  /** Replicas below this part of the mean size are chosen by counts, not by bytes. */
  private static final double DWARF = 0.1;

  private final Model model;
  private final Targets targets;
  private final double[] goal;
  private final SizeOrder order;
  private final double mean;
  private final int[] inRack;

  RackRepair(Model model, Targets targets, double[] goal, SizeOrder order) {
    this.order = order;
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    double total = 0;
    for (long bytes : model.bytes) {
      total += bytes;
    }
    mean = total / Math.max(1, model.home.length);
    inRack = new int[model.racks.count];
  }

  void take(Hand hand) {
    if (!model.repairRacks || !model.racks.several()) {
      return;
    }
    long[] rows = new long[64];
    int length = 0;
    for (int row = 0; row < model.rows(); row++) {
      if (!model.pinned[row]
          && model.racks.suspicious(model, row)
          && model.racks.violations(model, row) > 0) {
        rows = length == rows.length ? Arrays.copyOf(rows, 2 * length) : rows;
        rows[length++] = (long) -order.rank[row] << 32 | row;
      }
    }
    Arrays.sort(rows, 0, length);
    for (int i = 0; i < length; i++) {
      repair((int) rows[i], hand);
    }
  }

  private void repair(int row, Hand hand) {
    for (int k = 0; k < inRack.length; k++) {
      inRack[k] = model.racks.others(model, row, -1, k);
    }
    for (int left = model.racks.violations(model, row); left > 0; left--) {
      int rack = fullest(row);
      inRack[rack]--;
      hand.take(model, victim(row, rack));
    }
  }

  /** The rack furthest above its limit, or above its least number where none is above its limit. */
  private int fullest(int row) {
    int replicas = model.first[row + 1] - model.first[row];
    int best = -1;
    int most = Integer.MIN_VALUE;
    for (int k = 0; k < inRack.length; k++) {
      int over = inRack[k] - model.racks.most(replicas, k);
      int spare = inRack[k] - model.racks.fewest(replicas, k);
      int weight = over > 0 ? 1000 + over : spare;
      if (inRack[k] > 0 && weight > most) {
        most = weight;
        best = k;
      }
    }
    return best;
  }

  /** The replica on the broker that has most bytes above its goal, or replicas where none has. */
  private int victim(int row, int rack) {
    int best = -1;
    double most = 0;
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      int broker = model.at[r];
      if (broker >= 0 && model.racks.of[broker] == rack) {
        double surplus = surplus(broker, model.size[row]);
        if (best < 0 || surplus > most) {
          most = surplus;
          best = r;
        }
      }
    }
    return best;
  }

  private double surplus(int broker, long size) {
    if (!model.receives[broker]) {
      return Double.MAX_VALUE;
    }
    double bytes = model.bytes[broker] - goal[broker];
    double replicas = (model.count[broker] - targets.quota[broker]) * mean;
    return size > mean * DWARF ? bytes : replicas;
  }
}
