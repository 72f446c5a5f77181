package io.katka.balance;

import io.katka.error.InvalidSpecException;

/**
 * Finds a place for replicas that fit no broker below its quota: another replica of the same broker
 * goes instead; or a chain of brokers hands on; or the least full broker is overfilled.
 */
final class Stuck {
  private final Model model;
  private final Targets targets;
  private final boolean requireRacks;

  Stuck(Model model, Targets targets, boolean requireRacks) {
    this.model = model;
    this.targets = targets;
    this.requireRacks = requireRacks;
  }

  void place(Hand hand, Shelves shelves) {
    var chains = new Chains(model, targets, shelves);
    for (int i = 0; i < hand.length(); i++) {
      int replica = hand.get(i);
      if (!substitute(replica, shelves) && !chains.place(replica)) {
        shelves.place(replica, anywhere(replica));
      }
    }
  }

  /** Sends the replica home and the nearest by size that fits a broker below its quota instead. */
  private boolean substitute(int replica, Shelves shelves) {
    int home = model.home[replica];
    if (!model.receives[home] || !model.fits(replica, home)) {
      return false;
    }
    int below = shelves.find(home, replica) - 1;
    int above = below + 1;
    while (below >= 0 || above < shelves.length(home)) {
      boolean up = below < 0 || above < shelves.length(home) && (above + below) % 2 == 0;
      int other = shelves.get(home, up ? above++ : below--);
      int to = model.movable(other) && !model.moved(other) ? open(other) : -1;
      if (to >= 0) {
        shelves.move(other, to);
        shelves.place(replica, home);
        return true;
      }
    }
    return false;
  }

  /** A broker of the replica's rack that is below its quota and may have it; -1 for none. */
  private int open(int replica) {
    int rack = model.racks.of[model.at[replica]];
    for (int b = 0; b < model.brokers.length; b++) {
      if (model.count[b] < targets.quota[b]
          && model.racks.of[b] == rack
          && model.fits(replica, b)) {
        return b;
      }
    }
    return -1;
  }

  /** Where a replica goes that finds no place within quotas: home, or the least full broker. */
  int anywhere(int replica) {
    int home = model.home[replica];
    if (model.receives[home] && model.fits(replica, home)) {
      return home;
    }
    for (int step = 0; step < 3; step++) {
      boolean byRack = requireRacks || step == 0;
      int best = leastFull(replica, byRack, step < 2);
      if (best >= 0) {
        return best;
      }
    }
    int row = model.rowOf[replica];
    throw new InvalidSpecException(
        model.table.ref(row).toString(),
        "a replica of " + model.size[row] + " bytes on broker " + model.brokers[home].id(),
        "a broker that may take it: none has the rack for it",
        "Keep more brokers, or let replicas share a rack.");
  }

  /** The broker least full by count; by room where none has enough, for exchanges to mend. */
  private int leastFull(int replica, boolean byRack, boolean byRoom) {
    int best = -1;
    for (int b = 0; b < model.brokers.length; b++) {
      boolean fits = byRack ? model.allowed(replica, b) : model.free(replica, b);
      if (fits && (!byRoom || model.sizeOf(replica) <= model.room(b))) {
        long weight = byRoom ? -over(b) : model.room(b);
        if (best < 0 || weight > (byRoom ? -over(best) : model.room(best))) {
          best = b;
        }
      }
    }
    return best;
  }

  private int over(int broker) {
    return model.count[broker] - targets.quota[broker];
  }
}
