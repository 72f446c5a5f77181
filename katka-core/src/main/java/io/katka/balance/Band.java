package io.katka.balance;

/** The bytes each broker may end with. */
final class Band {
  final double[] low;
  final double[] high;

  Band(Model model, Targets targets, double tolerance) {
    low = new double[targets.bytes.length];
    high = new double[targets.bytes.length];
    for (int b = 0; b < low.length; b++) {
      long disk = model.brokers[b].diskBytes();
      double top = targets.bytes[b] * (1 + tolerance);
      low[b] = targets.bytes[b] * (1 - tolerance);
      high[b] = disk > 0 && disk < top ? disk : top;
    }
  }

  /** By how many bytes a broker would be outside. */
  double outside(int broker, double bytes) {
    return outside(bytes, low[broker], high[broker]);
  }

  /** By how many bytes something would be outside these edges. */
  static double outside(double bytes, double low, double high) {
    return Math.max(0, Math.max(bytes - high, low - bytes));
  }
}
