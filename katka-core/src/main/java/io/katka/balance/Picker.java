package io.katka.balance;

import java.util.Arrays;

/**
 * Takes up the replicas that leave: all from brokers to be emptied; from the others as many as they
 * have too many, of as many bytes as they have too much, or the smallest where they have none too
 * much. Within a rack any replica may go anywhere, so replicas stay in their rack but for those by
 * which a rack as a whole has too many: these are chosen among the ones that may leave it.
 */
final class Picker {
  /** Replicas below this part of the mean wanted count as dwarfs. */
  private static final double DWARF = 0.5;

  private final Model model;
  private final Targets targets;
  private final double[] goal;
  private final Shelves shelves;
  private final boolean smallest;
  private final Choice choice;
  private final int[] surplus;
  private final int[] exports;
  private final double[] exportBytes;
  private final double[] surplusBytes;

  private final double[] homeDwarfs;
  private double abroadDwarfs;
  private final Hand hand = new Hand();

  Picker(Model model, Targets targets, double[] goal, Shelves shelves, boolean smallest) {
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    this.shelves = shelves;
    this.smallest = smallest;
    choice = new Choice(model);
    surplus = new int[model.racks.count];
    exports = new int[model.racks.count];
    exportBytes = new double[model.racks.count];
    surplusBytes = new double[model.racks.count];
    homeDwarfs = new double[model.racks.count];
  }

  /** Takes up those that leave their rack; none may be in hand. */
  Hand takeLeaving() {
    hand.clear();
    Arrays.fill(surplus, 0);
    Arrays.fill(exports, 0);
    Arrays.fill(exportBytes, 0);
    Arrays.fill(surplusBytes, 0);
    for (int b = 0; b < goal.length; b++) {
      int rack = model.racks.of[b];
      surplus[rack] += Math.max(0, model.count[b] - targets.quota[b]);
      exports[rack] += model.count[b] - targets.quota[b];
      exportBytes[rack] += model.bytes[b] - goal[b];
      surplusBytes[rack] += model.count[b] > targets.quota[b] ? above(b) : 0;
    }
    abroadDwarfs = dwarfPart(-1);
    for (int b = 0; b < goal.length; b++) {
      int rack = model.racks.of[b];
      int more = model.count[b] - targets.quota[b];
      if (more > 0 && exports[rack] > 0) {
        export(b, Math.min(more, divideUp(exports[rack] * (long) more, surplus[rack])));
        surplus[rack] -= more;
      }
    }
    for (int b = 0; b < goal.length; b++) {
      if (exports[model.racks.of[b]] > 0) {
        export(b, exports[model.racks.of[b]]);
      }
    }
    return hand;
  }

  /** How many replicas each rack has too few, before any is laid down. */
  int[] imports() {
    return Arrays.stream(exports).map(n -> Math.max(0, -n)).toArray();
  }

  /** Takes up the others; those that left their rack must have been laid down. */
  Hand takeStaying() {
    hand.clear();
    for (int k = 0; k < homeDwarfs.length; k++) {
      homeDwarfs[k] = dwarfPart(k);
    }
    for (int b = 0; b < goal.length; b++) {
      stay(b, model.count[b] - targets.quota[b]);
    }
    return hand;
  }

  private static int divideUp(long value, int by) {
    return (int) ((value + by - 1) / by);
  }

  /** Takes up to so many that may go to a rack that has too few. */
  private void export(int broker, int number) {
    int rack = model.racks.of[broker];
    choice.clear();
    for (int i = 0; i < shelves.length(broker); i++) {
      int replica = shelves.get(broker, i);
      if (free(replica, broker) && exportable(replica)) {
        choice.add(replica, shelves.size(broker, i));
      }
    }
    int taken = Math.min(number, choice.length());
    double above = above(broker);
    double wanted = above * Math.min(1, exportBytes[rack] / Math.max(1, surplusBytes[rack]));
    surplusBytes[rack] -= above;
    exportBytes[rack] -= choice.take(taken, dwarfs(taken, -1), wanted, hand);
    exports[rack] -= taken;
  }

  /** How many of a number of replicas go where hardly a byte is wanted, as far as can be told. */
  private int dwarfs(int number, int rack) {
    return (int) Math.round(number * (rack < 0 ? abroadDwarfs : homeDwarfs[rack]));
  }

  /** The part of the places in racks that have no bytes to fill. */
  private double dwarfPart(int rack) {
    double need = 0;
    int places = 0;
    for (int b = 0; b < goal.length; b++) {
      if (wants(b, rack)) {
        need += Math.max(0, goal[b] - model.bytes[b]);
        places += targets.quota[b] - model.count[b];
      }
    }
    int dwarfs = 0;
    for (int b = 0; b < goal.length; b++) {
      if (wants(b, rack)) {
        int lacks = targets.quota[b] - model.count[b];
        double each = Math.max(0, goal[b] - model.bytes[b]) / lacks;
        dwarfs += each < DWARF * need / places ? lacks : 0;
      }
    }
    return places == 0 ? 0 : dwarfs / (double) places;
  }

  private boolean wants(int broker, int rack) {
    int of = model.racks.of[broker];
    return model.count[broker] < targets.quota[broker] && (rack < 0 ? exports[of] < 0 : of == rack);
  }

  private double above(int broker) {
    return Math.max(0, model.bytes[broker] - goal[broker]);
  }

  private void stay(int broker, int number) {
    if (number <= 0) {
      return;
    }
    choice.clear();
    for (int i = 0; i < shelves.length(broker); i++) {
      int replica = shelves.get(broker, i);
      if (free(replica, broker)) {
        choice.add(replica, shelves.size(broker, i));
      }
    }
    double wanted = smallest ? 0 : model.bytes[broker] - goal[broker];
    choice.take(number, dwarfs(number, model.racks.of[broker]), wanted, hand);
  }

  private boolean free(int replica, int broker) {
    return model.at[replica] == broker && model.movable(replica);
  }

  private boolean exportable(int replica) {
    int row = model.rowOf[replica];
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      if (model.at[r] == Model.IN_HAND) {
        return false;
      }
    }
    for (int k = 0; k < exports.length; k++) {
      if (exports[k] < 0 && model.racks.allows(model, replica, k)) {
        return true;
      }
    }
    return false;
  }
}
