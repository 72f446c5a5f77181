package io.katka.balance;

import io.katka.spec.BalancePolicy;

/**
 * Tries all tactics on a small instance, where a single replica weighs much, and keeps the outcome
 * that is nearest to the tolerance and, of those, copies the fewest bytes.
 */
final class Search {
  /** Up to so many replicas an instance is small. */
  static final int SMALL = 2000;

  private static final double GOOD_ENOUGH = 1.001;

  private final Model model;
  private final Targets targets;
  private final BalancePolicy policy;
  private final SizeOrder order;

  Search(Model model, Targets targets, BalancePolicy policy, SizeOrder order) {
    this.model = model;
    this.targets = targets;
    this.policy = policy;
    this.order = order;
  }

  void distribute() {
    var band = new Band(model, targets, policy.byteTolerance());
    int[] best = new int[0];
    double leastOutside = Double.MAX_VALUE;
    long leastBytes = Long.MAX_VALUE;
    long bound =
        new BoundsFinder(model, targets, order, model.count.clone(), model.bytes.clone())
            .find(policy.byteTolerance())
            .bytes();
    for (Tactics tactics : Tactics.all()) {
      model.lay(model.home);
      new Distribution(model, targets, policy, order, tactics).distribute();
      double outside = outside(band);
      long bytes = model.copied();
      if (outside < leastOutside || outside == leastOutside && bytes < leastBytes) {
        leastOutside = outside;
        leastBytes = bytes;
        best = model.at.clone();
      }
      if (leastOutside == 0 && leastBytes <= bound * GOOD_ENOUGH) {
        break;
      }
    }
    model.lay(best);
  }

  private double outside(Band band) {
    double outside = 0;
    for (int b = 0; b < model.count.length; b++) {
      if (model.receives[b]) {
        outside += band.outside(b, model.bytes[b]);
        outside += Math.max(0, model.count[b] - targets.ceil[b]) * (double) Long.MAX_VALUE;
      }
    }
    return outside;
  }
}
