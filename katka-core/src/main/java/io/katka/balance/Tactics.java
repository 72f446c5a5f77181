package io.katka.balance;

import java.util.ArrayList;
import java.util.List;

/**
 * How a distribution goes about its work where several ways are as good in theory.
 *
 * @param margin how far inside the tolerance bytes are aimed, as a fraction of it
 * @param widestMargin the most of it, as a fraction of the target
 * @param weight how much a byte outside the tolerance counts against a byte copied, at first
 * @param smallest whether the smallest replicas leave, whatever their bytes
 */
record Tactics(double margin, double widestMargin, double weight, boolean smallest) {
  static final Tactics DEFAULT = new Tactics(0.25, 0.001, 1.3, false);

  /** Those worth trying on a small instance. */
  static List<Tactics> all() {
    var all = new ArrayList<Tactics>();
    all.add(DEFAULT);
    for (double weight : new double[] {1.3, 3, 10}) {
      for (double margin : new double[] {0, 0.1, 0.3, 0.6}) {
        all.add(new Tactics(margin, 1, weight, false));
        all.add(new Tactics(margin, 1, weight, true));
      }
    }
    return all;
  }
}
