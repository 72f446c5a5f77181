package io.katka.balance;

/**
 * The best exchange between two brokers: a replica from the one that has too many bytes, for a
 * smaller one from the other, or for none where counts allow. Its cost is what would still be
 * outside the band, weighed, and the bytes that are copied on top: nothing for replicas that are
 * copied anyway, the difference where one goes home instead.
 */
final class Exchange {
  private static final int NEIGHBOURS = 2;
  private static final int SAVING_NEIGHBOURS = 16;
  private static final double CHEAP = 1.15;

  /** The part of what two brokers could mend between them that an exchange must mend at least. */
  private static final double PROGRESS = 0.3;

  private final Model model;
  private final Targets targets;
  private final Shelves shelves;
  private final Band band;
  private final double perMove;
  private double weight;
  private double progress;
  private double[] givePrice = new double[0];
  private double[] takePrice = new double[0];

  int from;
  int to;
  int gives;
  int takes;
  double gain;

  Exchange(Model model, Targets targets, Shelves shelves, Band band, double perMove) {
    this.model = model;
    this.targets = targets;
    this.shelves = shelves;
    this.band = band;
    this.perMove = perMove;
  }

  /** Forgets what was found. */
  void clear(double outsideWeight) {
    weight = outsideWeight;
    gain = 0;
    gives = -1;
  }

  /** The gain of mending so many bytes by copying no more. */
  double cheaply(double outside) {
    return (weight - CHEAP) * outside;
  }

  boolean found() {
    return gives >= 0;
  }

  /** Looks for a better exchange than the one found, until one gains enough. */
  void look(int giver, int taker, double enough) {
    double over = Math.max(0, model.bytes[giver] - band.high[giver]);
    double under = Math.max(0, band.low[taker] - model.bytes[taker]);
    double spare = model.bytes[giver] - band.low[giver];
    double most = Math.min(spare, band.high[taker] - model.bytes[taker]);
    double wanted = Math.min(Math.max(over, under), Math.max(most, Math.min(over, under)));
    double now = weight * (over + under + below(giver) + above(taker));
    int last = shelves.length(giver) - 1;
    wanted = last < 0 ? 0 : Math.min(wanted, shelves.size(giver, last));
    if (wanted <= 0 || now <= gain) {
      return;
    }
    boolean single =
        model.count[giver] > targets.floor[giver] && model.count[taker] < targets.ceil[taker];
    double least = wanted - (now - gain) / weight;
    double largest = Math.max(wanted, most) + (now - gain) / weight;
    progress = PROGRESS * weight * wanted;
    givePrice = prices(givePrice, giver, taker);
    takePrice = prices(takePrice, taker, giver);
    int rack = model.racks.of[taker];
    boolean abroad = model.racks.of[giver] != rack;
    int j = 0;
    int end = shelves.length(taker);
    for (int i = 0; i < shelves.length(giver) && gain < enough; i++) {
      long size = shelves.size(giver, i);
      if (abroad && !model.racks.allows(model, shelves.get(giver, i), rack)) {
        continue;
      }
      if (single && size > least && size < largest) {
        consider(giver, taker, i, -1, now);
      }
      while (j < end && shelves.size(taker, j) < size - wanted) {
        j++;
      }
      for (int n = Math.max(0, j - NEIGHBOURS); n < end && n <= j + NEIGHBOURS; n++) {
        long change = size - shelves.size(taker, n);
        if (change > least && change < largest) {
          consider(giver, taker, i, n, now);
        }
      }
    }
  }

  /** Looks for the exchange that saves most bytes and leaves both in the band. */
  void lookForSaving(int giver, int taker) {
    double most =
        Math.min(model.bytes[giver] - band.low[giver], band.high[taker] - model.bytes[taker]);
    if (most <= 0 || above(giver) + below(giver) + above(taker) + below(taker) > 0) {
      return;
    }
    progress = Double.NEGATIVE_INFINITY;
    givePrice = prices(givePrice, giver, taker);
    takePrice = prices(takePrice, taker, giver);
    boolean single =
        model.count[giver] > targets.floor[giver] && model.count[taker] < targets.ceil[taker];
    int j = 0;
    int end = shelves.length(taker);
    for (int i = 0; i < shelves.length(giver); i++) {
      long size = shelves.size(giver, i);
      if (single && size < most) {
        consider(giver, taker, i, -1, 0);
      }
      while (j < end && shelves.size(taker, j) <= size - most) {
        j++;
      }
      for (int n = j; n < end && n < j + SAVING_NEIGHBOURS && shelves.size(taker, n) < size; n++) {
        consider(giver, taker, i, n, 0);
      }
    }
  }

  private double below(int broker) {
    return Math.max(0, band.low[broker] - model.bytes[broker]);
  }

  private double above(int broker) {
    return Math.max(0, model.bytes[broker] - band.high[broker]);
  }

  private void consider(int giver, int taker, int give, int take, double now) {
    long out = shelves.size(giver, give);
    long in = take < 0 ? 0 : shelves.size(taker, take);
    long change = out - in;
    if (change <= 0) {
      return;
    }
    double outside =
        band.outside(giver, model.bytes[giver] - change)
            + band.outside(taker, model.bytes[taker] + change);
    double won = now - weight * outside;
    if (won < progress) {
      return;
    }
    won -= givePrice[give] + (take < 0 ? 0 : takePrice[take]);
    if (won > gain) {
      verify(giver, taker, give, take, now - weight * outside);
    }
  }

  private void verify(int giver, int taker, int give, int take, double mended) {
    int x = shelves.get(giver, give);
    int y = take < 0 ? -1 : shelves.get(taker, take);
    double won = mended - cost(x, taker) - (y < 0 ? 0 : cost(y, giver));
    if (won > gain
        && model.movable(x)
        && model.allowed(x, taker)
        && (y < 0 || model.movable(y) && model.allowed(y, giver))
        && model.room(taker) >= model.sizeOf(x) - (y < 0 ? 0 : model.sizeOf(y))) {
      from = giver;
      to = taker;
      gives = x;
      takes = y;
      gain = won;
    }
  }

  /** What is copied on top for each replica of a broker that goes to another. */
  private double[] prices(double[] prices, int broker, int other) {
    int length = shelves.length(broker);
    double[] filled = prices.length < length ? new double[length + length / 8] : prices;
    for (int i = 0; i < length; i++) {
      double price = shelves.size(broker, i) + perMove;
      if (shelves.copied(broker, i)) {
        price = model.home[shelves.get(broker, i)] == other ? -price : 0;
      }
      filled[i] = price;
    }
    return filled;
  }

  /** What is copied on top if a replica goes to a broker; less than nothing if it goes home. */
  private double cost(int replica, int broker) {
    boolean before = model.moved(replica);
    boolean after = !model.atHome(model.rowOf[replica], broker);
    double price = model.sizeOf(replica) + perMove;
    return before == after ? 0 : after ? price : -price;
  }

  /** Carries the exchange out. */
  void apply() {
    shelves.move(gives, to);
    if (takes >= 0) {
      shelves.move(takes, from);
    }
  }
}
