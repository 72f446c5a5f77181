package io.katka.kafka.proof;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sequence numbers, kept as ranges: what comes without gaps costs the same however much it is. Not
 * thread-safe.
 */
final class SequenceSet {
  private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
  private long size;

  /** Adds a number; false if it is there already. */
  boolean add(long number) {
    Map.Entry<Long, Long> below = lastByFirst.floorEntry(number);
    if (below != null && below.getValue() >= number) {
      return false;
    }
    long first = below != null && below.getValue() == number - 1 ? below.getKey() : number;
    Long lastAbove = lastByFirst.remove(number + 1);
    lastByFirst.put(first, lastAbove == null ? number : lastAbove);
    size++;
    return true;
  }

  /** How many numbers are there. */
  long size() {
    return size;
  }

  /** How many of these numbers are not in another set. */
  long missingIn(SequenceSet other) {
    long missing = 0;
    for (Map.Entry<Long, Long> range : lastByFirst.entrySet()) {
      missing +=
          range.getValue() - range.getKey() + 1 - other.countIn(range.getKey(), range.getValue());
    }
    return missing;
  }

  private long countIn(long first, long last) {
    long count = 0;
    Long start = lastByFirst.floorKey(first);
    for (Map.Entry<Long, Long> range :
        lastByFirst.subMap(start == null ? first : start, true, last, true).entrySet()) {
      long from = Math.max(first, range.getKey());
      long to = Math.min(last, range.getValue());
      count += Math.max(0, to - from + 1);
    }
    return count;
  }

  /** How many ranges it takes, which is what it costs. */
  int ranges() {
    return lastByFirst.size();
  }
}
