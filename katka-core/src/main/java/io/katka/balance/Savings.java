package io.katka.balance;

/**
 * Exchanges what saves bytes and leaves all brokers in the band, until nothing does. Bytes are
 * saved where a replica goes home, so only pairs of which one holds what came from the other are
 * looked at, and again only when either has changed.
 */
final class Savings {
  private static final int ROUNDS = 8;

  /** The part of the band below which bytes are not worth shifting. */
  private static final double WORTH = 0.05;

  /** How many brokers are asked for what another lacks. */
  private static final int TRIES = 8;

  /** How many are asked at most, by the number of brokers. */
  private static final int LOOKS = 10;

  private static final int SHIFTS = 3;

  private final Model model;
  private final Exchange exchange;
  private final int brokers;

  /** By pair of home and place, the replicas that lie there. */
  private final int[] flows;

  /** By pair, when it was looked at last, and by broker, when it changed last. */
  private final int[] looked;

  private final int[] changed;
  private int time;
  private int looks;

  Savings(Model model, Exchange exchange) {
    this.model = model;
    this.exchange = exchange;
    brokers = model.brokers.length;
    flows = new int[brokers * brokers];
    looked = new int[flows.length];
    changed = new int[brokers];
    for (int r = 0; r < model.at.length; r++) {
      flows[model.home[r] * brokers + model.at[r]]++;
    }
  }

  /**
   * Until few enough bytes are copied.
   *
   * @param weight of what is outside the band, at which nothing leaves it
   */
  void save(Band band, double weight, double enough) {
    if (model.copied() > enough) {
      rounds(band, weight);
    }
    looks = LOOKS * brokers;
    for (int pass = 0; pass < SHIFTS && model.copied() > enough && shift(band, weight); pass++) {
      rounds(band, weight);
    }
  }

  private void rounds(Band band, double weight) {
    boolean again = true;
    for (int round = 0; again && round < ROUNDS; round++) {
      again = false;
      for (int giver = 0; giver < brokers; giver++) {
        for (int taker = 0; taker < brokers; taker++) {
          if (promises(giver, taker)) {
            exchange.clear(band, weight);
            exchange.lookForSaving(giver, taker);
            again |= apply();
          }
        }
      }
    }
  }

  /**
   * Where a broker has room for more than one that got replicas of it could do without: shifts
   * bytes to that one from another that got more than it needs, then saves.
   */
  private boolean shift(Band band, double weight) {
    boolean any = false;
    for (int home = 0; home < brokers; home++) {
      for (int place = 0; place < brokers && looks > 0; place++) {
        if (home != place && model.receives[home] && flows[home * brokers + place] > 0) {
          double least = WORTH * (band.high[home] - band.low[home]);
          double room = band.high[home] - model.bytes[home];
          double spare = model.bytes[place] - band.low[place];
          if (spare >= 0 && room - spare > least && shiftTo(place, room - spare, least, band)) {
            exchange.clear(band, weight);
            exchange.lookForSaving(place, home);
            apply();
            any = true;
          }
        }
      }
    }
    return any;
  }

  private boolean shiftTo(int place, double wanted, double least, Band band) {
    double most = Math.min(wanted, band.high[place] - model.bytes[place]);
    int tries = TRIES;
    for (int i = 1; i < brokers && tries > 0; i++) {
      int from = (place + i) % brokers;
      double spare = model.receives[from] ? model.bytes[from] - band.low[from] : 0;
      if (spare > least && model.bytes[from] <= band.high[from]) {
        tries--;
        looks--;
        exchange.clear(band, 1);
        exchange.lookForShift(from, place, Math.min(most, spare));
        if (apply()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean promises(int giver, int taker) {
    int pair = giver * brokers + taker;
    boolean fresh = looked[pair] <= Math.max(changed[giver], changed[taker]);
    looked[pair] = ++time;
    return fresh
        && flows[pair] + flows[taker * brokers + giver] > 0
        && giver != taker
        && model.receives[giver]
        && model.receives[taker];
  }

  private boolean apply() {
    if (!exchange.found()) {
      return false;
    }
    exchange.apply();
    moved(exchange.gives, exchange.from, exchange.to);
    if (exchange.takes >= 0) {
      moved(exchange.takes, exchange.to, exchange.from);
    }
    return true;
  }

  private void moved(int replica, int from, int to) {
    int row = model.home[replica] * brokers;
    flows[row + from]--;
    flows[row + to]++;
    changed[from] = time;
    changed[to] = time;
  }
}
