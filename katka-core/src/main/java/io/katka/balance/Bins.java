package io.katka.balance;

/** Replicas sorted into bins by a number of theirs, each bin by ascending size. */
final class Bins {
  private final Model model;
  private final int[] start;
  private final int[] replicas;
  private final int[] place;

  /**
   * Fills them.
   *
   * @param sorted the replicas by ascending size
   * @param bin the bin of each replica
   */
  Bins(Model model, int[] sorted, int[] bin) {
    this.model = model;
    start = new int[model.brokers.length + 1];
    for (int r : sorted) {
      start[bin[r] + 1]++;
    }
    for (int b = 1; b < start.length; b++) {
      start[b] += start[b - 1];
    }
    replicas = new int[sorted.length];
    place = new int[model.at.length];
    int[] cursor = start.clone();
    for (int r : sorted) {
      place[r] = cursor[bin[r]]++;
      replicas[place[r]] = r;
    }
  }

  int begin(int bin) {
    return start[bin];
  }

  int end(int bin) {
    return start[bin + 1];
  }

  int get(int index) {
    return replicas[index];
  }

  /** Exchanges the places of two replicas of about the same size. */
  void swap(int one, int other) {
    int at = place[one];
    set(one, place[other]);
    set(other, at);
  }

  /** Puts a replica that was in no bin in the place of one that was. */
  void replace(int old, int by) {
    set(by, place[old]);
  }

  private void set(int replica, int at) {
    place[replica] = at;
    replicas[at] = replica;
  }

  /** The index of the first in a bin that is no smaller; about, where places were exchanged. */
  int find(int bin, long size) {
    int from = start[bin];
    int to = start[bin + 1];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (model.sizeOf(replicas[middle]) < size) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
