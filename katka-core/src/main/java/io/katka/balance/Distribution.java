package io.katka.balance;

import io.katka.error.InvalidSpecException;
import io.katka.spec.BalancePolicy;
import java.util.Arrays;

/** Moves replicas until counts and bytes are where they should be. */
final class Distribution {
  /** How far inside the tolerance bytes are aimed, so that small misses stay within it. */
  private static final double WIDEST_MARGIN = 0.001;

  private final Model model;
  private final Targets targets;
  private final BalancePolicy policy;

  Distribution(Model model, Targets targets, BalancePolicy policy) {
    this.model = model;
    this.targets = targets;
    this.policy = policy;
  }

  void distribute() {
    double tolerance = policy.byteTolerance();
    double margin = Math.min(tolerance / 4, WIDEST_MARGIN);
    double[] goal = Levels.goals(model, targets, tolerance - margin);
    var order = new SizeOrder(model.size);
    repair(goal, order);
    if (offQuota()) {
      move(goal, order);
    }
    var band = new Band(model, targets, tolerance);
    if (ByteTuner.needed(model, band)) {
      new ByteTuner(model, targets, band, new Shelves(model, order)).tune();
    }
  }

  private void repair(double[] goal, SizeOrder order) {
    var hand = new Hand();
    new RackRepair(model, targets).take(hand);
    if (hand.length() > 0) {
      hand.largestFirst(model, order);
      int[] unbounded = new int[model.racks.count];
      Arrays.fill(unbounded, Integer.MAX_VALUE);
      Hand stuck = new Placer(model, targets, goal).placeAbroad(hand, unbounded);
      for (int i = 0; i < stuck.length(); i++) {
        model.put(stuck.get(i), anywhere(stuck.get(i)));
      }
    }
  }

  private void move(double[] goal, SizeOrder order) {
    var shelves = new Shelves(model, order);
    var picker = new Picker(model, targets, goal, shelves);
    if (model.racks.several()) {
      Hand leaving = picker.takeLeaving();
      leaving.largestFirst(model, order);
      Hand stuck = new Placer(model, targets, goal).placeAbroad(leaving, picker.imports());
      for (int i = 0; i < stuck.length(); i++) {
        model.put(stuck.get(i), model.home[stuck.get(i)]);
      }
      leaving.clear();
    }
    Hand staying = picker.takeStaying();
    staying.largestFirst(model, order);
    Hand stuck = new Placer(model, targets, goal).placeAtHome(staying);
    if (stuck.length() > 0) {
      placeStuck(stuck, new Shelves(model, order));
    }
  }

  private boolean offQuota() {
    for (int b = 0; b < model.count.length; b++) {
      if (model.count[b] != targets.quota[b]) {
        return true;
      }
    }
    return false;
  }

  private void placeStuck(Hand stuck, Shelves shelves) {
    var chains = new Chains(model, targets, shelves);
    for (int i = 0; i < stuck.length(); i++) {
      int replica = stuck.get(i);
      if (!chains.place(replica)) {
        shelves.place(replica, anywhere(replica));
      }
    }
  }

  /** Where a replica goes that finds no place within quotas: home, or the least full broker. */
  private int anywhere(int replica) {
    int home = model.home[replica];
    if (model.receives[home] && model.fits(replica, home)) {
      return home;
    }
    int best = -1;
    for (int b = 0; b < model.brokers.length; b++) {
      if (model.fits(replica, b) && (best < 0 || over(b) < over(best))) {
        best = b;
      }
    }
    if (best < 0) {
      int row = model.rowOf[replica];
      throw new InvalidSpecException(
          model.table.ref(row).toString(),
          "a replica of " + model.size[row] + " bytes on broker " + model.brokers[home].id(),
          "a broker that may take it: none has the room, and the rack, for it",
          "Keep more brokers or larger disks, or let replicas share a rack.");
    }
    return best;
  }

  private int over(int broker) {
    return model.count[broker] - targets.quota[broker];
  }
}
