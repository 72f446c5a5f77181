package io.katka.balance;

import java.util.Arrays;

/**
 * Brings the bytes of brokers into the band by exchanges, the worst broker first, each with the
 * partners that lie furthest the other way; counts stay as they are. First, within a band drawn in
 * until as much lies above it as below, exchanges that take from one side what the other lacks, for
 * next to nothing in return: what is copied then must be copied by any plan. Then those that cost
 * little for what they mend, then any that mend.
 */
final class ByteTuner {
  private static final int[] PARTNERS = {12, 16, 16, 3, 4, 12, 32};
  private static final int MOST_PARTNERS = 32;

  /** Below 1, only what mends both brokers pays. */
  private static final double[] WEIGHTS = {0.52, 0.6, 0.8, 1.3, 3, 30, 3000};

  private static final int DRAWN_IN = 3;

  /** What an exchange may cost for what it mends if no better one is looked for. */
  private static final double CHEAP = 1.15;

  private static final double CHEAP_FOR_BOTH = 1.01;

  private final Model model;
  private final Targets targets;
  private final Band band;
  private final double tolerance;
  private final Tactics tactics;
  private final Exchange exchange;
  private final boolean[] settled;

  /** The partners that lie furthest the other way, and how far. */
  private final int[] partner = new int[MOST_PARTNERS];

  private final double[] places = new double[MOST_PARTNERS];
  private final boolean loose;

  ByteTuner(Model model, Targets targets, double tolerance, Stock stock, Tactics tactics) {
    this.model = model;
    this.targets = targets;
    this.tolerance = tolerance;
    this.tactics = tactics;
    band = new Band(model, targets, tolerance);
    double total = 0;
    for (double target : targets.bytes) {
      total += target;
    }
    exchange = new Exchange(model, targets, stock, total / (1 + model.home.length));
    settled = new boolean[targets.bytes.length];
    loose = model.racks.loose(usualReplicas(model));
  }

  /** The number of replicas of most rows, of which a few may have more or fewer. */
  private static int usualReplicas(Model model) {
    return Math.round((float) model.home.length / Math.max(1, model.rows()));
  }

  /** Whether any broker is outside the band. */
  static boolean needed(Model model, Band band) {
    for (int b = 0; b < band.low.length; b++) {
      if (model.receives[b] && band.outside(b, model.bytes[b]) > 0) {
        return true;
      }
    }
    return false;
  }

  void tune() {
    Band drawnIn = Levels.drawnIn(model, targets, tolerance);
    for (int pass = 0; pass < WEIGHTS.length; pass++) {
      double weight = pass == DRAWN_IN ? tactics.weight() : WEIGHTS[pass];
      tune(pass < DRAWN_IN ? drawnIn : band, weight, PARTNERS[pass]);
    }
  }

  private void tune(Band within, double weight, int partners) {
    Arrays.fill(settled, false);
    int left = 20 * settled.length + 100;
    for (int b = worst(within); b >= 0 && left-- > 0; b = worst(within)) {
      double cheap = weight < 1 ? 2 * weight - CHEAP_FOR_BOTH : weight - CHEAP;
      double enough = cheap * within.outside(b, model.bytes[b]);
      boolean over = model.bytes[b] > within.high[b];
      exchange.clear(within, weight);
      search(b, over, partners, enough, true, loose);
      if (!exchange.found() && model.racks.several() && !loose) {
        search(b, over, partners / 4, enough, false, true);
      }
      if (exchange.found()) {
        exchange.apply();
        settled[exchange.from] = false;
        settled[exchange.to] = false;
      } else {
        settled[b] = true;
      }
    }
  }

  /** Exchanges what saves bytes and leaves all in the band, until few enough are copied. */
  void save(double enough) {
    new Savings(model, exchange).save(band, WEIGHTS[WEIGHTS.length - 1], enough);
  }

  /** The broker furthest outside that is not given up; -1 for none. */
  private int worst(Band within) {
    int worst = -1;
    double most = 0;
    for (int b = 0; b < settled.length; b++) {
      if (model.receives[b] && !settled[b]) {
        double outside = within.outside(b, model.bytes[b]);
        if (outside > most) {
          most = outside;
          worst = b;
        }
      }
    }
    return worst;
  }

  /** Looks at the partners furthest the other way, in the broker's rack, in others, or in all. */
  private void search(
      int broker, boolean over, int partners, double enough, boolean home, boolean abroad) {
    int rack = model.racks.of[broker];
    int found = 0;
    for (int b = 0; b < settled.length; b++) {
      if (b != broker && model.receives[b] && (model.racks.of[b] == rack ? home : abroad)) {
        double off = model.bytes[b] - targets.bytes[b];
        found = note(b, over ? off : -off, found, partners);
      }
    }
    for (int i = 0; i < found && exchange.gain < enough; i++) {
      exchange.look(over ? broker : partner[i], over ? partner[i] : broker, enough);
    }
  }

  /** Notes a partner if it is among the first; returns how many are noted. */
  private int note(int broker, double place, int found, int most) {
    int at = found;
    while (at > 0 && places[at - 1] > place) {
      at--;
    }
    if (at == most) {
      return found;
    }
    int length = Math.min(found + 1, most);
    System.arraycopy(partner, at, partner, at + 1, length - 1 - at);
    System.arraycopy(places, at, places, at + 1, length - 1 - at);
    partner[at] = broker;
    places[at] = place;
    return length;
  }
}
