package io.katka.balance;

import java.util.Arrays;

/**
 * Brings the bytes of brokers into the band by exchanges, the worst broker first, each with the
 * partners that lie furthest the other way; counts stay as they are. First exchanges that cost
 * little for what they mend, then any that mend.
 */
final class ByteTuner {
  private final double[] weights;
  private static final int SAVING_ROUNDS = 8;
  private static final int[] PARTNERS = {3, 4, 12, 32};

  private final Model model;
  private final Targets targets;
  private final Band band;
  private final Exchange exchange;
  private final boolean[] settled;

  ByteTuner(Model model, Targets targets, Band band, Shelves shelves, Tactics tactics) {
    this.model = model;
    this.targets = targets;
    this.band = band;
    weights = new double[] {tactics.weight(), 3, 30, 3000};
    double total = 0;
    for (double target : targets.bytes) {
      total += target;
    }
    exchange = new Exchange(model, targets, shelves, band, total / (1 + model.home.length) / 4);
    settled = new boolean[targets.bytes.length];
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
    for (int pass = 0; pass < weights.length; pass++) {
      Arrays.fill(settled, false);
      int left = 20 * settled.length + 100;
      for (int b = worst(); b >= 0 && left-- > 0; b = worst()) {
        exchange.clear(weights[pass]);
        search(b, PARTNERS[pass], true);
        if (!exchange.found() && model.racks.several()) {
          search(b, PARTNERS[pass] / 4, false);
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
  }

  /** Exchanges what saves bytes and leaves all in the band, until nothing does. */
  void save() {
    boolean again = true;
    for (int round = 0; again && round < SAVING_ROUNDS; round++) {
      again = false;
      for (int giver = 0; giver < settled.length; giver++) {
        for (int taker = 0; taker < settled.length; taker++) {
          if (giver != taker && model.receives[giver] && model.receives[taker]) {
            exchange.clear(weights[weights.length - 1]);
            exchange.lookForSaving(giver, taker);
            if (exchange.found()) {
              exchange.apply();
              again = true;
            }
          }
        }
      }
    }
  }

  /** The broker furthest outside that is not given up; -1 for none. */
  private int worst() {
    int worst = -1;
    double most = 0;
    for (int b = 0; b < settled.length; b++) {
      if (model.receives[b] && !settled[b]) {
        double outside = band.outside(b, model.bytes[b]);
        if (outside > most) {
          most = outside;
          worst = b;
        }
      }
    }
    return worst;
  }

  private void search(int broker, int partners, boolean sameRack) {
    boolean over = model.bytes[broker] > band.high[broker];
    double enough = exchange.cheaply(band.outside(broker, model.bytes[broker]));
    double last = Double.NEGATIVE_INFINITY;
    int lastBroker = -1;
    for (int i = 0; i < partners; i++) {
      int partner = -1;
      double best = Double.MAX_VALUE;
      for (int b = 0; b < settled.length; b++) {
        boolean same = model.racks.of[b] == model.racks.of[broker];
        if (b != broker && model.receives[b] && same == sameRack) {
          double place =
              over ? model.bytes[b] - targets.bytes[b] : targets.bytes[b] - model.bytes[b];
          boolean later = place > last || place == last && b > lastBroker;
          if (later && place < best) {
            best = place;
            partner = b;
          }
        }
      }
      if (partner < 0) {
        return;
      }
      last = best;
      lastBroker = partner;
      exchange.look(over ? broker : partner, over ? partner : broker, enough);
      if (exchange.gain >= enough) {
        return;
      }
    }
  }
}
