package io.katka.balance;

import java.util.Arrays;

/** Rows by ascending size, equal ones in table order: a stable radix sort, linear in the rows. */
final class SizeOrder {
  private static final int BITS = 11;

  /** The rows, smallest first. */
  final int[] rows;

  /** The place of each row among them. */
  final int[] rank;

  SizeOrder(long[] size) {
    int n = size.length;
    int[] order = new int[n];
    long largest = 0;
    for (int i = 0; i < n; i++) {
      order[i] = i;
      largest = Math.max(largest, size[i]);
    }
    int[] spare = new int[n];
    int[] starts = new int[(1 << BITS) + 1];
    for (int shift = 0; shift < 63 && largest >>> shift != 0; shift += BITS) {
      pass(size, order, spare, starts, shift);
      int[] sorted = spare;
      spare = order;
      order = sorted;
    }
    rows = order;
    rank = spare;
    for (int i = 0; i < n; i++) {
      rank[rows[i]] = i;
    }
  }

  private static void pass(long[] size, int[] from, int[] to, int[] starts, int shift) {
    int mask = (1 << BITS) - 1;
    Arrays.fill(starts, 0);
    for (int row : from) {
      starts[(int) (size[row] >>> shift & mask) + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    for (int row : from) {
      to[starts[(int) (size[row] >>> shift & mask)]++] = row;
    }
  }
}
