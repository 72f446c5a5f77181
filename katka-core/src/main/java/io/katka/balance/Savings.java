package io.katka.balance;

/**
 * Exchanges what saves bytes and leaves all brokers in the band, until nothing does. Bytes are
 * saved where a replica goes home, so only pairs of which one holds what came from the other are
 * looked at, and again only when either has changed.
 */
final class Savings {
  private static final int ROUNDS = 8;

  private final Model model;
  private final Exchange exchange;
  private final int brokers;

  /** By pair of home and place, the replicas that lie there. */
  private final int[] flows;

  /** By pair, when it was looked at last, and by broker, when it changed last. */
  private final int[] looked;

  private final int[] changed;
  private int time;

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

  /** With a band, and a weight of what is outside it at which nothing leaves it. */
  void save(Band band, double weight) {
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
