package io.katka.bench;

import java.util.List;

/** The value in the middle: one measurement beside which something else ran does not move it. */
public final class Median {
  private Median() {}

  /** Of values in any order, of an even number the mean of both in the middle; 0 of none. */
  public static double of(List<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? 0
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
