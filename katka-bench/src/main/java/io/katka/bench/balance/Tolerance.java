package io.katka.bench.balance;

/** The tolerance of bytes asked for: the larger the cluster, the finer its grain. */
final class Tolerance {
  private Tolerance() {}

  static double of(int brokers) {
    return brokers < 50 ? 0.009 : brokers < 500 ? 0.0045 : 0.0027;
  }
}
