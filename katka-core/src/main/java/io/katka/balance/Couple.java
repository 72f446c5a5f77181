package io.katka.balance;

/** Two brokers of which one is to give bytes to the other. */
final class Couple {
  private final Model model;

  /** By replica, the number of the couple that asked last, and whether it may change broker. */
  private final int[] answers;

  private int number;

  int giver;
  int taker;
  private boolean abroad;
  private double giverBytes;
  private double takerBytes;
  private double giverLow;
  private double giverHigh;
  private double takerLow;
  private double takerHigh;

  Couple(Model model) {
    this.model = model;
    answers = new int[model.at.length];
  }

  /** Makes it of these two, as they are now. */
  void of(int giving, int taking, Band band) {
    giver = giving;
    taker = taking;
    number++;
    abroad = model.racks.of[giver] != model.racks.of[taker];
    giverBytes = model.bytes[giver];
    takerBytes = model.bytes[taker];
    giverLow = band.low[giver];
    giverHigh = band.high[giver];
    takerLow = band.low[taker];
    takerHigh = band.high[taker];
  }

  /** By how many bytes the giver is above the band. */
  double over() {
    return Math.max(0, giverBytes - giverHigh);
  }

  /** By how many bytes the taker is below it. */
  double under() {
    return Math.max(0, takerLow - takerBytes);
  }

  /** How many bytes may go until one of them is at the far edge of it. */
  double room() {
    return Math.min(giverBytes - giverLow, takerHigh - takerBytes);
  }

  /** How many bytes of both are outside it once so many have gone. */
  double outside(double change) {
    return Band.outside(giverBytes - change, giverLow, giverHigh)
        + Band.outside(takerBytes + change, takerLow, takerHigh);
  }

  /** Whether two replicas, the second if there is one, may change places. */
  boolean allows(int x, int y, long change) {
    return may(x, taker) && (y < 0 || may(y, giver)) && model.room(taker) >= change;
  }

  /** Whether a replica of one may lie on the other; worked out once. */
  private boolean may(int replica, int other) {
    if (answers[replica] >>> 1 != number) {
      boolean may =
          model.movable(replica)
              && model.free(replica, other)
              && (!abroad || model.racks.allows(model, replica, model.racks.of[other]));
      answers[replica] = number << 1 | (may ? 1 : 0);
    }
    return (answers[replica] & 1) == 1;
  }
}
