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

  /** How many larger ones than the best fit are looked at where only saving counts. */
  private static final int LARGER = 6;

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

  /** What a move costs besides what it weighs: too little, and bytes are bought with many. */
  private final double perMove;

  private double weight;
  private double progress;

  private final Couple couple;
  private double now;
  private double wanted;

  /** What is won by the wanted difference, its cost aside. */
  private double most;

  /** By kind, how far down a broker's replicas it was looked. */
  private final int[] cursor = new int[2];

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
    couple = new Couple(model);
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
    couple.of(giving, taking, band);
    double over = couple.over();
    double under = couple.under();
    now = weight * couple.outside(0);
    if (now <= gain) {
      return;
    }
    double both = Math.min(over, under);
    wanted = weight < 1 ? both : Math.min(Math.max(over, under), Math.max(couple.room(), both));
    wanted = Math.min(wanted, stock.largest(couple.giver));
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
    most = won(wanted);
    progress = (weight < 1 ? SLOW_PROGRESS : PROGRESS) * weight * wanted;
    homewards();
    for (int give = Stock.COPIED; give >= Stock.HOME && gain < enough; give--) {
      if (single()) {
        around(give, stock.atLeast(couple.giver, give, wanted), -1, 0, 0);
      }
      pairs(give, Stock.COPIED);
      if (gain < enough) {
        pairs(give, Stock.HOME);
      }
    }
  }

  /** Looks for the exchange that saves most bytes and leaves both in the band. */
  void lookForSaving(int giving, int taking) {
    couple.of(giving, taking, band);
    wanted = couple.room();
    if (wanted <= 0 || couple.outside(0) > 0) {
      return;
    }
    now = 0;
    most = 0;
    progress = Double.NEGATIVE_INFINITY;
    homewards();
  }

  /** Looks for two replicas copied anyway by which most bytes change broker, but no more. */
  void lookForShift(int giving, int taking, double most) {
    couple.of(giving, taking, band);
    int[] go = stock.replicas(couple.giver, Stock.COPIED);
    long[] goSizes = stock.sizes(couple.giver, Stock.COPIED);
    int[] come = stock.replicas(couple.taker, Stock.COPIED);
    long[] comeSizes = stock.sizes(couple.taker, Stock.COPIED);
    beginAtTop(couple.giver);
    for (int j = stock.length(couple.taker, Stock.COPIED) - 1; j >= 0; j--) {
      int i = down(couple.giver, Stock.COPIED, comeSizes[j] + most) - 1;
      for (int end = Math.max(-1, i - NEIGHBOURS); i > end; i--) {
        long change = goSizes[i] - comeSizes[j];
        if (change > gain && couple.allows(go[i], come[j], change)) {
          note(go[i], come[j], change);
        }
      }
    }
  }

  private boolean single() {
    return model.count[couple.giver] > targets.floor[couple.giver]
        && model.count[couple.taker] < targets.ceil[couple.taker];
  }

  /**
   * Those that may go back to where they came from, with what leaves the wanted difference; the
   * largest first, since none saves more than it costs.
   */
  private void homewards() {
    int[] copied = stock.replicas(couple.giver, Stock.COPIED);
    long[] sizes = stock.sizes(couple.giver, Stock.COPIED);
    beginAtTop(couple.taker);
    for (int i = stock.length(couple.giver, Stock.COPIED) - 1; i >= 0 && worth(sizes[i]); i--) {
      if (model.home[copied[i]] == couple.taker) {
        goHome(copied[i], sizes[i]);
      }
    }
    beginAtTop(couple.giver);
    int[] came = stock.replicas(couple.taker, Stock.COPIED);
    sizes = stock.sizes(couple.taker, Stock.COPIED);
    for (int j = stock.length(couple.taker, Stock.COPIED) - 1; j >= 0 && worth(sizes[j]); j--) {
      if (model.home[came[j]] == couple.giver) {
        // What goes weighs the wanted difference more than what comes home, and costs as much.
        if (most - wanted > gain) {
          near(Stock.HOME, came[j], sizes[j], -cost(sizes[j]));
        }
        near(Stock.COPIED, came[j], sizes[j], -cost(sizes[j]));
      }
    }
  }

  /** Whether it may gain more than what was found if a replica of a size goes home. */
  private boolean worth(long size) {
    return now + cost(size) > gain;
  }

  private void goHome(int x, long size) {
    double back = size - wanted;
    if (back <= 0 && single()) {
      barred(x, -1, size, -cost(size));
    }
    for (int kind = Stock.HOME; kind <= Stock.COPIED; kind++) {
      long[] sizes = stock.sizes(couple.taker, kind);
      int j = down(couple.taker, kind, back);
      int end = Math.min(stock.length(couple.taker, kind), j + (now > 0 ? NEIGHBOURS : LARGER));
      int[] come = stock.replicas(couple.taker, kind);
      for (int n = j; n < end && goHome(x, size, come[n], sizes[n], kind); n++) {
        continue;
      }
      for (int n = j - 1; n >= Math.max(0, j - NEIGHBOURS); n--) {
        goHome(x, size, come[n], sizes[n], kind);
      }
    }
  }

  private boolean goHome(int x, long size, int y, long back, int kind) {
    return barred(x, y, size - back, (kind == Stock.HOME ? cost(back) : 0) - cost(size));
  }

  /** Pairs of one kind, from the smallest that comes back up. */
  private void pairs(int give, int take) {
    int[] come = stock.replicas(couple.taker, take);
    long[] comeSizes = stock.sizes(couple.taker, take);
    long[] goSizes = stock.sizes(couple.giver, give);
    int end = stock.length(couple.giver, give);
    int comeEnd = stock.length(couple.taker, take);
    int i =
        end == 0 || comeEnd == 0 ? end : stock.atLeast(couple.giver, give, comeSizes[0] + wanted);
    double fixed = (give == Stock.HOME ? wanted + perMove : 0) + (take == Stock.HOME ? perMove : 0);
    int times = (give == Stock.HOME ? 1 : 0) + (take == Stock.HOME ? 1 : 0);
    // A byte mends two at most: no smaller difference is progress enough.
    double largest = end == 0 ? 0 : goSizes[end - 1] - 0.49 * progress / weight;
    for (int j = 0; j < comeEnd && comeSizes[j] < largest; j++) {
      long back = comeSizes[j];
      if (most - fixed - times * (double) back <= gain) {
        return;
      }
      while (i < end && goSizes[i] < back + wanted) {
        i++;
      }
      around(give, i, come[j], back, take == Stock.HOME ? cost(back) : 0);
    }
  }

  /** Those of a kind that leave about the wanted difference beside one that comes back, or none. */
  private void near(int give, int y, long back, double price) {
    around(give, down(couple.giver, give, back + wanted), y, back, price);
  }

  private void beginAtTop(int broker) {
    cursor[Stock.HOME] = stock.length(broker, Stock.HOME);
    cursor[Stock.COPIED] = stock.length(broker, Stock.COPIED);
  }

  /** The index of the first replica of at least a size, no larger than the one asked for last. */
  private int down(int broker, int kind, double size) {
    long[] sizes = stock.sizes(broker, kind);
    int i = cursor[kind];
    while (i > 0 && sizes[i - 1] >= size) {
      i--;
    }
    cursor[kind] = i;
    return i;
  }

  /**
   * Those of a kind on either side of the wanted difference, which is at an index: the further from
   * it the less they gain, so the first that is not barred is the best of its side.
   */
  private void around(int give, int index, int y, long back, double price) {
    int[] go = stock.replicas(couple.giver, give);
    long[] sizes = stock.sizes(couple.giver, give);
    int end = Math.min(stock.length(couple.giver, give), index + NEIGHBOURS);
    for (int n = index; n < end && goes(go[n], sizes[n], give, y, back, price); n++) {
      continue;
    }
    int start = Math.max(0, index - NEIGHBOURS);
    for (int n = index - 1; n >= start && goes(go[n], sizes[n], give, y, back, price); n--) {
      continue;
    }
  }

  private boolean goes(int x, long size, int give, int y, long back, double price) {
    return barred(x, y, size - back, give == Stock.HOME ? price + cost(size) : price);
  }

  /** What is won by so many bytes going, their cost aside. */
  private double won(double change) {
    return now - weight * couple.outside(change);
  }

  private double cost(long size) {
    return size + perMove;
  }

  /**
   * Takes note of an exchange if it gains more than the one found, at a price that is a guess; true
   * if it would, but may not be made.
   */
  private boolean barred(int x, int y, long change, double price) {
    if (change <= 0) {
      return false;
    }
    double won = won(change);
    if (won < progress || won - price <= gain) {
      return false;
    }
    if (!couple.allows(x, y, change)) {
      return true;
    }
    double back = y < 0 ? 0 : cost(y, couple.taker, couple.giver);
    note(x, y, won - cost(x, couple.giver, couple.taker) - back);
    return false;
  }

  private void note(int x, int y, double won) {
    if (won > gain) {
      from = couple.giver;
      to = couple.taker;
      gives = x;
      takes = y;
      gain = won;
    }
  }

  /** What is copied on top if a replica changes broker; less than nothing if it goes home. */
  private double cost(int replica, int before, int after) {
    int row = model.rowOf[replica];
    boolean away = model.home[replica] != before && !model.atHome(row, before);
    boolean copied = model.home[replica] != after && !model.atHome(row, after);
    double cost = away == copied ? 0 : cost(model.sizeOf(replica));
    return copied ? cost : -cost;
  }

  /** Carries the exchange out. */
  void apply() {
    stock.move(gives, to);
    if (takes >= 0) {
      stock.move(takes, from);
    }
  }
}
