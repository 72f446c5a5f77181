package io.katka.balance;

/**
 * Takes up the replicas that leave their broker but not their rack: all from brokers to be emptied;
 * from the others as many as they have too many, of as many bytes as they have too much, or the
 * smallest where they have none too much. Where the rack has places that hardly want a byte, as
 * large a part of the choice is the smallest replicas.
 */
final class Picker {
  /** A place hardly wants a byte if it is below this part of what places want in the mean. */
  private static final double DWARF = 0.5;

  private final Model model;
  private final Targets targets;
  private final double[] goal;
  private final Shelves shelves;
  private final boolean smallest;
  private final Choice choice;

  Picker(Model model, Targets targets, double[] goal, Shelves shelves, boolean smallest) {
    this.model = model;
    this.targets = targets;
    this.goal = goal;
    this.shelves = shelves;
    this.smallest = smallest;
    choice = new Choice(model);
  }

  /** Takes them up; those that leave their rack are in hand already. */
  Hand take() {
    var hand = new Hand();
    double[] dwarfs = new double[model.racks.count];
    for (int k = 0; k < dwarfs.length; k++) {
      dwarfs[k] = dwarfs(k);
    }
    for (int b = 0; b < goal.length; b++) {
      int number = model.count[b] - targets.quota[b];
      if (number > 0) {
        take(b, number, (int) Math.round(number * dwarfs[model.racks.of[b]]), hand);
      }
    }
    return hand;
  }

  private void take(int broker, int number, int dwarfs, Hand hand) {
    choice.clear();
    for (int i = 0; i < shelves.length(broker); i++) {
      int replica = shelves.get(broker, i);
      if (model.at[replica] == broker && model.movable(replica)) {
        choice.add(replica, shelves.size(broker, i));
      }
    }
    double wanted = smallest ? 0 : model.bytes[broker] - goal[broker];
    choice.take(number, dwarfs, wanted, hand);
  }

  /** The part of a rack's places that hardly want a byte. */
  private double dwarfs(int rack) {
    double need = 0;
    int places = 0;
    for (int b = 0; b < goal.length; b++) {
      need += places(b, rack) == 0 ? 0 : Math.max(0, goal[b] - model.bytes[b]);
      places += places(b, rack);
    }
    int dwarfs = 0;
    for (int b = 0; b < goal.length; b++) {
      double each = Math.max(0, goal[b] - model.bytes[b]) / Math.max(1, places(b, rack));
      dwarfs += each * places < DWARF * need ? places(b, rack) : 0;
    }
    return places == 0 ? 0 : dwarfs / (double) places;
  }

  private int places(int broker, int rack) {
    boolean there = model.racks.of[broker] == rack;
    return there ? Math.max(0, targets.quota[broker] - model.count[broker]) : 0;
  }
}
