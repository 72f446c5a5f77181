package io.katka.balance;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * Where racks let replicas lie. Of a row of r replicas and K racks with receiving brokers, a rack
 * holds at least the whole part of r / K and at most the smallest number with which all r find a
 * place. A row that kept to this keeps to it; one that did not gets no worse.
 */
final class Racks {
  /** The rack of each broker. */
  final int[] of;

  /** The number of racks. */
  final int count;

  /** How many brokers of each rack take replicas. */
  final int[] live;

  /** Whether some brokers that take replicas have a rack and others none. */
  final boolean ignored;

  private final int liveRacks;
  private final int[] caps = new int[65];

  /** By number of replicas: the most and the fewest per rack; tighter than the rule for some. */
  private final int[][] most = new int[65][];

  private final int[][] fewest = new int[65][];

  /** Racks that hold as few replicas as the rule lets them (-1), or as many (1). */
  private final int[] side;

  /** Room to count in. */
  private final int[] seen;

  private boolean tight;

  Racks(BrokerSlot[] brokers) {
    of = new int[brokers.length];
    var index = new TreeMap<String, Integer>();
    boolean known = true;
    for (BrokerSlot broker : brokers) {
      known &= !broker.rack().isEmpty() || !broker.state().receives();
    }
    for (int b = 0; known && b < brokers.length; b++) {
      String rack = brokers[b].rack();
      Integer seen = index.putIfAbsent(rack, index.size());
      of[b] = seen == null ? index.size() - 1 : seen;
    }
    boolean any = false;
    for (BrokerSlot broker : brokers) {
      any |= !broker.rack().isEmpty() && broker.state().receives();
    }
    ignored = any && !known;
    count = Math.max(1, index.size());
    side = new int[count];
    seen = new int[count];
    live = new int[count];
    for (int b = 0; b < brokers.length; b++) {
      if (brokers[b].state().receives()) {
        live[of[b]]++;
      }
    }
    int used = 0;
    for (int n : live) {
      used += n > 0 ? 1 : 0;
    }
    liveRacks = used;
    Arrays.fill(caps, -1);
  }

  /** Whether there is more than one. */
  boolean several() {
    return count > 1;
  }

  /** How many racks have brokers that take replicas. */
  int liveCount() {
    return liveRacks;
  }

  /** How many brokers take replicas. */
  int receiving() {
    int receiving = 0;
    for (int n : live) {
      receiving += n;
    }
    return receiving;
  }

  /** The most replicas a rack holds of a row of so many. */
  int cap(int replicas) {
    if (caps[replicas] < 0) {
      int cap = 0;
      for (int placed = 0; placed < replicas && cap <= replicas; ) {
        cap++;
        placed = 0;
        for (int n : live) {
          placed += Math.min(cap, n);
        }
      }
      caps[replicas] = cap;
    }
    return caps[replicas];
  }

  /** The fewest replicas a rack holds of a row of so many. */
  int floor(int replicas, int rack) {
    return Math.min(live[rack], replicas / liveRacks);
  }

  /**
   * Says that a rack will hold as few replicas as the rule lets it, or as many: then so it is for
   * every row.
   */
  void tighten(int rack, boolean toFewest) {
    tight = true;
    side[rack] = toFewest ? -1 : 1;
    Arrays.fill(most, null);
    Arrays.fill(fewest, null);
  }

  /** Whether any rack is held to one of its limits. */
  boolean tight() {
    return tight;
  }

  /** The most replicas of a row of so many that a rack will hold. */
  int most(int replicas, int rack) {
    if (most[replicas] == null) {
      limit(replicas);
    }
    return most[replicas][rack];
  }

  /** The fewest replicas of a row of so many that a rack will hold. */
  int fewest(int replicas, int rack) {
    if (fewest[replicas] == null) {
      limit(replicas);
    }
    return fewest[replicas][rack];
  }

  /** Whether rows of so many replicas have a choice of racks. */
  boolean loose(int replicas) {
    for (int k = 0; k < count; k++) {
      if (fewest(replicas, k) < most(replicas, k)) {
        return true;
      }
    }
    return false;
  }

  private void limit(int replicas) {
    int[] high = new int[count];
    int[] low = new int[count];
    int highs = 0;
    int lows = 0;
    for (int k = 0; k < count; k++) {
      int cap = Math.min(live[k], cap(replicas));
      high[k] = side[k] < 0 ? floor(replicas, k) : cap;
      low[k] = side[k] > 0 ? cap : floor(replicas, k);
      highs += high[k];
      lows += low[k];
    }
    for (int k = 0; k < count && (highs < replicas || lows > replicas); k++) {
      high[k] = Math.min(live[k], cap(replicas));
      low[k] = floor(replicas, k);
    }
    most[replicas] = high;
    fewest[replicas] = low;
  }

  /** How many replicas of a row lie in a rack, one of them and those in hand not counted. */
  int others(Model model, int row, int except, int rack) {
    int n = 0;
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      int broker = model.at[r];
      if (r != except && broker >= 0 && of[broker] == rack) {
        n++;
      }
    }
    return n;
  }

  /** Whether a replica, lifted from where it is, may lie in a rack. */
  boolean allows(Model model, int replica, int rack) {
    if (count == 1) {
      return true;
    }
    int from = model.at[replica];
    if (from >= 0 && of[from] == rack) {
      return true;
    }
    int row = model.rowOf[replica];
    int first = model.first[row];
    int end = model.first[row + 1];
    int there = 1;
    int homes = 0;
    int hands = 0;
    for (int r = first; r < end; r++) {
      homes += of[model.home[r]] == rack ? 1 : 0;
      if (r != replica) {
        int broker = model.at[r];
        hands += broker < 0 ? 1 : 0;
        there += broker >= 0 && of[broker] == rack ? 1 : 0;
      }
    }
    if (there > most(end - first, rack) && (there > homes || repairable(model, row))) {
      return false;
    }
    return end - first < liveRacks && !tight || unmet(model, row, replica, rack) <= hands;
  }

  /** A cheap test that most sound rows pass: false if all replicas are in different racks. */
  boolean suspicious(Model model, int row) {
    int end = model.first[row + 1];
    int replicas = end - model.first[row];
    boolean inEach = replicas == liveRacks && liveRacks == count;
    if (replicas > liveRacks || tight && !inEach) {
      return true;
    }
    for (int r = model.first[row]; r < end; r++) {
      int rack = of[model.at[r]];
      for (int other = r + 1; other < end; other++) {
        if (of[model.at[other]] == rack) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many replicas would have to change rack for a row to keep to the rule; none in hand. */
  int violations(Model model, int row) {
    int replicas = model.first[row + 1] - model.first[row];
    look(model, row, -1);
    int over = 0;
    int under = 0;
    for (int rack = 0; rack < count; rack++) {
      over += Math.max(0, seen[rack] - most(replicas, rack));
      under += Math.max(0, fewest(replicas, rack) - seen[rack]);
    }
    return Math.max(over, under);
  }

  /** Whether a row breaks the rule, with or without what racks hold beyond it; none in hand. */
  boolean crowded(Model model, int row) {
    int replicas = model.first[row + 1] - model.first[row];
    look(model, row, -1);
    for (int rack = 0; rack < count; rack++) {
      if (seen[rack] > cap(replicas) || seen[rack] < floor(replicas, rack)) {
        return true;
      }
    }
    return false;
  }

  /** Counts the replicas of a row in each rack, one of them and those in hand left out. */
  private void look(Model model, int row, int except) {
    Arrays.fill(seen, 0);
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      if (r != except && model.at[r] >= 0) {
        seen[of[model.at[r]]]++;
      }
    }
  }

  private int unmet(Model model, int row, int replica, int rack) {
    int replicas = model.first[row + 1] - model.first[row];
    look(model, row, replica);
    seen[rack]++;
    int unmet = 0;
    for (int k = 0; k < count; k++) {
      unmet += Math.max(0, fewest(replicas, k) - seen[k]);
    }
    if (unmet == 0 || repairable(model, row)) {
      return unmet;
    }
    int before = 0;
    for (int k = 0; k < count; k++) {
      before += Math.max(0, fewest(replicas, k) - homes(model, row, k));
    }
    return Math.max(0, unmet - before);
  }

  private static boolean repairable(Model model, int row) {
    return model.repairRacks && !model.pinned[row];
  }

  /** How many replicas of a row lay in a rack at the start. */
  int homes(Model model, int row, int rack) {
    int n = 0;
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      n += of[model.home[r]] == rack ? 1 : 0;
    }
    return n;
  }
}
