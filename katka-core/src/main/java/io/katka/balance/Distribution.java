package io.katka.balance;

import io.katka.spec.BalancePolicy;
import java.util.Arrays;

/** Moves replicas until counts and bytes are where they should be. */
final class Distribution {
  /** Above how many times what must be copied it pays to look through all pairs of brokers. */
  private static final double WORTH_LITTLE = 1.0005;

  private static final double WORTH_MUCH = 1.01;

  /** With more brokers it must be worth much. */
  private static final int FEW_BROKERS = 32;

  /** With more brokers, or replicas that were copied, it takes too long. */
  private static final int MANY_BROKERS = 1500;

  private static final int MANY_COPIED = 20_000;

  private final Model model;
  private final Targets targets;
  private final BalancePolicy policy;
  private final SizeOrder order;
  private final Tactics tactics;

  /** Replicas that were given another rack. */
  private final Hand away = new Hand();

  Distribution(
      Model model, Targets targets, BalancePolicy policy, SizeOrder order, Tactics tactics) {
    this.model = model;
    this.targets = targets;
    this.policy = policy;
    this.order = order;
    this.tactics = tactics;
  }

  void distribute() {
    double tolerance = policy.byteTolerance();
    double margin = Math.min(tolerance * tactics.margin(), tactics.widestMargin());
    double[] goal = Levels.goals(model, targets, tolerance - margin);
    var band = new Band(model, targets, tolerance);
    double least = least(band);
    int[] count = model.count.clone();
    long[] bytes = model.bytes.clone();
    repair(goal, band);
    if (offQuota()) {
      move(goal, band);
    }
    if (ByteTuner.needed(model, band)) {
      var tuner = new ByteTuner(model, targets, tolerance, new Stock(model, order), tactics);
      tuner.tune();
      if (savingPays(least)) {
        var finder = new BoundsFinder(model, targets, order, count, bytes);
        tuner.save(worth() * finder.findReached(targets.reached(model)).bytes());
      }
    }
  }

  /** What brokers must lose or get at least to come into the band. */
  private double least(Band band) {
    double over = 0;
    double under = 0;
    for (int b = 0; b < band.low.length; b++) {
      over += Math.max(0, model.bytes[b] - (model.receives[b] ? band.high[b] : 0));
      under += model.receives[b] ? Math.max(0, band.low[b] - model.bytes[b]) : 0;
    }
    return Math.max(over, under);
  }

  private double worth() {
    return model.brokers.length > FEW_BROKERS ? WORTH_MUCH : WORTH_LITTLE;
  }

  private boolean savingPays(double least) {
    int replicas = 0;
    for (int r = 0; r < model.at.length; r++) {
      replicas += model.moved(r) ? 1 : 0;
    }
    return replicas <= MANY_COPIED
        && model.brokers.length <= MANY_BROKERS
        && model.copied() > worth() * least;
  }

  private void repair(double[] goal, Band band) {
    var hand = new Hand();
    new RackRepair(model, targets, goal, order).take(hand);
    if (hand.length() > 0) {
      hand.largestFirst(model, order);
      int[] unbounded = new int[model.racks.count];
      Arrays.fill(unbounded, Integer.MAX_VALUE);
      Hand stuck = new Placer(model, targets, goal, band).placeAbroad(hand, unbounded);
      var last = new Stuck(model, targets, policy.requireRacks());
      for (int i = 0; i < stuck.length(); i++) {
        model.put(stuck.get(i), last.anywhere(stuck.get(i)));
      }
      away.addAll(hand);
    }
  }

  private void move(double[] goal, Band band) {
    var shelves = new Shelves(model, order);
    int[] rack = lift();
    if (model.racks.several()) {
      var exports = new Exports(model, targets, goal, shelves);
      exports.take(away, rack);
      new Trades(model, targets, goal, shelves, exports).trade(away, rack);
    }
    Hand hand = new Picker(model, targets, goal, shelves, tactics.smallest()).take();
    hand.addAll(away);
    hand.largestFirst(model, order);
    Hand stuck = new Placer(model, targets, goal, band).placeInRacks(hand, rack);
    if (stuck.length() > 0) {
      new Stuck(model, targets, policy.requireRacks()).place(stuck, new Shelves(model, order));
    }
  }

  /**
   * Takes up again what was given another rack, so that within racks all find their places
   * together; returns one more than the rack each of these is to lie in, 0 for any other replica.
   */
  private int[] lift() {
    int[] rack = new int[model.home.length];
    for (int i = 0; i < away.length(); i++) {
      int replica = away.get(i);
      rack[replica] = 1 + model.racks.of[model.at[replica]];
      model.take(replica);
    }
    return rack;
  }

  private boolean offQuota() {
    for (int b = 0; b < model.count.length; b++) {
      if (model.count[b] != targets.quota[b]) {
        return true;
      }
    }
    return false;
  }
}
