package io.katka.balance;

import java.util.Arrays;

/** Finds how little any plan could move. */
final class BoundsFinder {
  private final Model model;
  private final Targets targets;
  private final int[] count;
  private final long[] bytes;

  /** From what lay on brokers before. */
  BoundsFinder(Model model, Targets targets, int[] count, long[] bytes) {
    this.model = model;
    this.targets = targets;
    this.count = count;
    this.bytes = bytes;
  }

  Bounds find(double tolerance) {
    int lost = 0;
    int won = 0;
    for (int b = 0; b < count.length; b++) {
      lost += Math.max(0, count[b] - targets.ceil[b]);
      won += Math.max(0, targets.floor[b] - count[b]);
    }
    return new Bounds(Math.max(lost, won), bytes(tolerance), tolerance);
  }

  /** Per broker the larger of the bytes beyond tolerance and the smallest replicas it must lose. */
  private long bytes(double tolerance) {
    double out = 0;
    double in = 0;
    long[] smallest = smallest();
    for (int b = 0; b < count.length; b++) {
      double target = targets.bytes[b];
      out += Math.max(smallest[b], bytes[b] - target * (1 + tolerance));
      in += Math.max(0, target * (1 - tolerance) - bytes[b]);
    }
    return (long) Math.max(out, in);
  }

  private long[] smallest() {
    long[] smallest = new long[count.length];
    long[][] sizes = new long[count.length][];
    int[] length = new int[count.length];
    for (int b = 0; b < count.length; b++) {
      sizes[b] = count[b] > targets.ceil[b] ? new long[count[b]] : null;
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
        for (int i = 0; i < count[b] - targets.ceil[b]; i++) {
          smallest[b] += sizes[b][i];
        }
      }
    }
    return smallest;
  }
}
