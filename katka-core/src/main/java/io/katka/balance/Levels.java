package io.katka.balance;

/**
 * How many bytes each broker is to end with so that the fewest move: a broker within the tolerance
 * stays as it is, one above goes down to the upper edge, one below up to the lower edge; and the
 * edge on the side that has less to move is drawn in until both sides agree.
 */
final class Levels {
  private static final int STEPS = 60;

  private Levels() {}

  static double[] goals(Model model, Targets targets, double tolerance) {
    double[] goal = new double[targets.bytes.length];
    Edges edges = edges(model, targets, tolerance);
    for (int b = 0; b < goal.length; b++) {
      int group = targets.byteGroup[b];
      if (model.receives[b]) {
        double target = targets.bytes[b];
        goal[b] =
            Math.max(
                target * edges.lower[group], Math.min(target * edges.upper[group], model.bytes[b]));
      }
    }
    return goal;
  }

  /** The tolerance's band with the edge of the side that has less to move drawn in. */
  static Band drawnIn(Model model, Targets targets, double tolerance) {
    var band = new Band(model, targets, tolerance);
    Edges edges = edges(model, targets, tolerance);
    for (int b = 0; b < band.low.length; b++) {
      double target = targets.bytes[b];
      band.low[b] = target * edges.lower[targets.byteGroup[b]];
      band.high[b] = Math.min(band.high[b], target * edges.upper[targets.byteGroup[b]]);
    }
    return band;
  }

  /** By group of brokers, as parts of the target. */
  private record Edges(double[] lower, double[] upper) {}

  private static Edges edges(Model model, Targets targets, double tolerance) {
    int groups = model.racks.count + 1;
    double[] surplus = new double[groups];
    double[] deficit = new double[groups];
    for (int b = 0; b < targets.bytes.length; b++) {
      double target = targets.bytes[b];
      int group = targets.byteGroup[b];
      surplus[group] += Math.max(0, model.bytes[b] - target * (1 + tolerance));
      deficit[group] += Math.max(0, target * (1 - tolerance) - model.bytes[b]);
    }
    double[] upper = new double[groups];
    double[] lower = new double[groups];
    for (int g = 0; g < groups; g++) {
      upper[g] = 1 + tolerance;
      lower[g] = 1 - tolerance;
      if (surplus[g] < deficit[g]) {
        upper[g] = solve(model, targets, g, deficit[g] - surplus[g], 1 + tolerance, true);
      } else if (deficit[g] < surplus[g]) {
        lower[g] = solve(model, targets, g, surplus[g] - deficit[g], 1 - tolerance, false);
      }
    }
    return new Edges(lower, upper);
  }

  /** The edge at which its side moves so many bytes more than at the given one; at worst 1. */
  private static double solve(
      Model model, Targets targets, int group, double more, double edge, boolean upper) {
    double near = edge;
    double far = 1;
    for (int i = 0; i < STEPS; i++) {
      double middle = (near + far) / 2;
      double sum = 0;
      for (int b = 0; b < targets.bytes.length; b++) {
        if (targets.byteGroup[b] == group) {
          double sign = upper ? 1 : -1;
          double at = sign * (model.bytes[b] - targets.bytes[b] * middle);
          double before = sign * (model.bytes[b] - targets.bytes[b] * edge);
          sum += Math.max(0, at) - Math.max(0, before);
        }
      }
      if (sum < more) {
        near = middle;
      } else {
        far = middle;
      }
    }
    return far;
  }
}
