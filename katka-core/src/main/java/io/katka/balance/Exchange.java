package io.katka.balance;

/**
 * The best exchange between two brokers: a replica from the one that has too many bytes, for a
 * smaller one from the other, or for none where counts allow. Its cost is what would still be
 * outside the band, weighed, and the bytes that are copied on top: nothing for replicas that are
 * copied anyway, the difference where one goes home instead.
 *
 * <p>What comes back is tried from the smallest up, each with those going that leave about the
 * wanted difference; that ends where even the wanted difference could gain no more than what was
 * found, since what comes back costs what it weighs.
 */
final class Exchange {
  private static final int NEIGHBOURS = 2;

  /** The part of what two brokers could mend between them that an exchange must mend at least. */
  private static final double PROGRESS = 0.3;

  private static final double SLOW_PROGRESS = 0.1;

  /**
   * Where what is outside weighs more than this, smaller differences are tried if none is found.
   */
  private static final double DEAR = 2;

  private static final int SMALLER = 4;
  private static final double SMALLER_BY = 0.4;

  private final Model model;
  private final Targets targets;
  private final Stock stock;
  private Band band;
  private final double perMove;
  private double weight;
  private double progress;

  private int giver;
  private int taker;
  private boolean abroad;
  private double now;
  private double wanted;

  /** What is won by the wanted difference, its cost aside. */
  private double most;

  int from;
  int to;
  int gives;
  int takes;
  double gain;

  Exchange(Model model, Targets targets, Stock stock, double perMove) {
    this.model = model;
    this.targets = targets;
    this.stock = stock;
    this.perMove = perMove;
  }

  /** Forgets what was found; from now on this band counts, and so much what is outside it. */
  void clear(Band within, double outsideWeight) {
    band = within;
    weight = outsideWeight;
    gain = 0;
    gives = -1;
  }

  boolean found() {
    return gives >= 0;
  }

  /** Looks for a better exchange than the one found, until one gains enough. */
  void look(int giving, int taking, double enough) {
    begin(giving, taking);
    double over = Math.max(0, model.bytes[giver] - band.high[giver]);
    double under = Math.max(0, band.low[taker] - model.bytes[taker]);
    double spare = model.bytes[giver] - band.low[giver];
    double room = Math.min(spare, band.high[taker] - model.bytes[taker]);
    now = weight * (over + under + below(giver) + above(taker));
    if (now <= gain) {
      return;
    }
    double both = Math.min(over, under);
    wanted = weight < 1 ? both : Math.min(Math.max(over, under), Math.max(room, both));
    wanted = Math.min(wanted, stock.largest(giver));
    if (wanted <= 0) {
      return;
    }
    lookForWanted(enough);
    for (int i = 0; i < SMALLER && !found() && weight > DEAR; i++) {
      wanted *= SMALLER_BY;
      lookForWanted(enough);
    }
  }

  private void lookForWanted(double enough) {
    most = now - weight * outside(wanted);
    progress = (weight < 1 ? SLOW_PROGRESS : PROGRESS) * weight * wanted;
    homewards();
    for (int give = Stock.COPIED; give >= Stock.HOME && gain < enough; give--) {
      if (single()) {
        near(give, -1, 0);
      }
      pairs(give, Stock.COPIED);
      if (gain < enough) {
        pairs(give, Stock.HOME);
      }
    }
  }

  /** Looks for the exchange that saves most bytes and leaves both in the band. */
  void lookForSaving(int giving, int taking) {
    begin(giving, taking);
    wanted = Math.min(model.bytes[giver] - band.low[giver], band.high[taker] - model.bytes[taker]);
    if (wanted <= 0 || above(giver) + below(giver) + above(taker) + below(taker) > 0) {
      return;
    }
    now = 0;
    progress = Double.NEGATIVE_INFINITY;
    homewards();
  }

  private void begin(int giving, int taking) {
    giver = giving;
    taker = taking;
    abroad = model.racks.of[giver] != model.racks.of[taker];
  }

  private boolean single() {
    return model.count[giver] > targets.floor[giver] && model.count[taker] < targets.ceil[taker];
  }

  /** Those that may go back to where they came from, with what leaves the wanted difference. */
  private void homewards() {
    int[] copied = stock.replicas(giver, Stock.COPIED);
    for (int i = stock.length(giver, Stock.COPIED) - 1; i >= 0; i--) {
      int x = copied[i];
      if (model.home[x] == taker) {
        double back = model.sizeOf(x) - wanted;
        if (back <= 0 && single()) {
          consider(x, -1, -cost(x));
        }
        for (int kind = Stock.HOME; kind <= Stock.COPIED; kind++) {
          int j = stock.atLeast(taker, kind, back);
          int end = Math.min(stock.length(taker, kind), j + NEIGHBOURS);
          for (int n = Math.max(0, j - NEIGHBOURS); n < end; n++) {
            int y = stock.replicas(taker, kind)[n];
            consider(x, y, cost(kind, y) - cost(x));
          }
        }
      }
    }
    int[] came = stock.replicas(taker, Stock.COPIED);
    for (int j = stock.length(taker, Stock.COPIED) - 1; j >= 0; j--) {
      if (model.home[came[j]] == giver) {
        near(Stock.HOME, came[j], -cost(came[j]));
        near(Stock.COPIED, came[j], -cost(came[j]));
      }
    }
  }

  /** Pairs of one kind, from the smallest that comes back up. */
  private void pairs(int give, int take) {
    int[] come = stock.replicas(taker, take);
    long[] comeSizes = stock.sizes(taker, take);
    int[] go = stock.replicas(giver, give);
    long[] goSizes = stock.sizes(giver, give);
    int end = stock.length(giver, give);
    int comeEnd = stock.length(taker, take);
    int i = end == 0 || comeEnd == 0 ? end : stock.atLeast(giver, give, comeSizes[0] + wanted);
    double fixed = (give == Stock.HOME ? wanted + perMove : 0) + (take == Stock.HOME ? perMove : 0);
    int times = (give == Stock.HOME ? 1 : 0) + (take == Stock.HOME ? 1 : 0);
    for (int j = 0; j < comeEnd && end > 0; j++) {
      long back = comeSizes[j];
      if (most - fixed - times * (double) back <= gain) {
        return;
      }
      while (i < end && goSizes[i] < back + wanted) {
        i++;
      }
      double price = take == Stock.HOME ? back + perMove : 0;
      int last = Math.min(end, i + NEIGHBOURS);
      for (int n = Math.max(0, i - NEIGHBOURS); n < last; n++) {
        consider(go[n], come[j], price + (give == Stock.HOME ? goSizes[n] + perMove : 0));
      }
    }
  }

  /** Those of a kind that leave about the wanted difference beside one that comes back, or none. */
  private void near(int give, int y, double price) {
    double size = (y < 0 ? 0 : model.sizeOf(y)) + wanted;
    int i = stock.atLeast(giver, give, size);
    int last = Math.min(stock.length(giver, give), i + NEIGHBOURS);
    for (int n = Math.max(0, i - NEIGHBOURS); n < last; n++) {
      int x = stock.replicas(giver, give)[n];
      consider(x, y, price + cost(give, x));
    }
  }

  private double below(int broker) {
    return Math.max(0, band.low[broker] - model.bytes[broker]);
  }

  private double above(int broker) {
    return Math.max(0, model.bytes[broker] - band.high[broker]);
  }

  /** What is outside the band once so many bytes have gone. */
  private double outside(double change) {
    return band.outside(giver, model.bytes[giver] - change)
        + band.outside(taker, model.bytes[taker] + change);
  }

  private double cost(int kind, int replica) {
    return kind == Stock.HOME ? cost(replica) : 0;
  }

  private double cost(int replica) {
    return model.sizeOf(replica) + perMove;
  }

  /** Takes note of an exchange if it gains more than the one found, at a price that is a guess. */
  private void consider(int x, int y, double price) {
    double change = model.sizeOf(x) - (y < 0 ? 0 : model.sizeOf(y));
    if (change <= 0) {
      return;
    }
    double won = now - weight * outside(change);
    if (won < progress || won - price <= gain || !allowed(x, y, change)) {
      return;
    }
    won -= cost(x, giver, taker) + (y < 0 ? 0 : cost(y, taker, giver));
    if (won > gain) {
      from = giver;
      to = taker;
      gives = x;
      takes = y;
      gain = won;
    }
  }

  private boolean allowed(int x, int y, double change) {
    if (!model.free(x, taker) || y >= 0 && !model.free(y, giver)) {
      return false;
    }
    if (abroad
        && !(model.racks.allows(model, x, model.racks.of[taker])
            && (y < 0 || model.racks.allows(model, y, model.racks.of[giver])))) {
      return false;
    }
    return model.movable(x) && (y < 0 || model.movable(y)) && model.room(taker) >= change;
  }

  /** What is copied on top if a replica changes broker; less than nothing if it goes home. */
  private double cost(int replica, int before, int after) {
    int row = model.rowOf[replica];
    boolean away = model.home[replica] != before && !model.atHome(row, before);
    boolean copied = model.home[replica] != after && !model.atHome(row, after);
    return away == copied ? 0 : copied ? cost(replica) : -cost(replica);
  }

  /** Carries the exchange out. */
  void apply() {
    stock.move(gives, to);
    if (takes >= 0) {
      stock.move(takes, from);
    }
  }
}
