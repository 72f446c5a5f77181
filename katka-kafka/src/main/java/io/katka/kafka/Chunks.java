package io.katka.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts what is too large for one request. */
final class Chunks {
  private Chunks() {}

  /** The items in their order, at most {@code size} to a chunk. */
  static <T> List<List<T>> of(Collection<T> items, int size) {
    List<T> all = List.copyOf(items);
    var chunks = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return chunks;
  }
}
