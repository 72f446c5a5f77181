package io.katka.balance;

import java.util.Arrays;

/**
 * Spreads topics over brokers: the fewer pairs of a topic's replicas share a broker, the better. A
 * replica of a topic that has more than its even share on a broker is exchanged for one of about
 * the same size elsewhere. Counts stay as they are and bytes as near to their targets as they were.
 * Where spreading is to cost nothing, only replicas that are copied anyway are exchanged with each
 * other, or go instead of another one that then stays.
 */
final class TopicSpread {
  private static final int PARTNERS = 12;
  private static final int NEIGHBOURS = 3;
  private static final int PASSES = 3;

  /** A prime, so that brokers are tried in an order that differs from one to the next. */
  private static final int STRIDE = 7919;

  /** How many exchanges are looked at: so many per replica, or where it is free a part of it. */
  private static final int LOOKS = 20;

  private static final int LEAST_FREE_LOOKS = 4000;

  private static final int REPLICAS_PER_FREE_LOOK = 4;

  /** Fewer candidates than one in so many replicas are sorted by themselves. */
  private static final int SPARSE = 16;

  private final Model model;
  private final SizeOrder order;
  private final Band band;
  private final double pairPrice;
  private final TopicCounts counts;
  private final int[] ofTopic;
  private final long most;
  private long looks;

  /** With the distance of bytes from their targets that must not grow, as a fraction. */
  TopicSpread(Model model, Targets targets, SizeOrder order, double reached, double weight) {
    this.model = model;
    this.order = order;
    band = new Band(model, targets, reached);
    counts = new TopicCounts(model);
    ofTopic = new int[model.brokers.length];
    double total = 0;
    for (long bytes : model.bytes) {
      total += bytes;
    }
    long replicas = model.home.length;
    most = weight > 0 ? LOOKS * replicas : LEAST_FREE_LOOKS + replicas / REPLICAS_PER_FREE_LOOK;
    pairPrice = weight * total / Math.max(1, model.home.length);
  }

  void spread() {
    boolean again = true;
    for (int pass = 0; again && pass < PASSES && looks < most; pass++) {
      boolean[] in = candidates();
      int[] sorted = sorted(in);
      var there = new Bins(model, sorted, model.at);
      var from = new Bins(model, sorted, model.home);
      again = false;
      for (int topic = 0; topic < model.table.topicCount() && looks < most; topic++) {
        again |= spread(topic, in, there, from);
      }
    }
  }

  /** Replicas that are copied anyway; all that may be moved where spreading may cost something. */
  private boolean[] candidates() {
    boolean[] in = new boolean[model.at.length];
    for (int r = 0; r < in.length; r++) {
      in[r] = pairPrice > 0 ? model.movable(r) : model.moved(r);
    }
    return in;
  }

  /** The candidates by ascending size. */
  private int[] sorted(boolean[] in) {
    int length = 0;
    for (boolean candidate : in) {
      length += candidate ? 1 : 0;
    }
    int[] sorted = new int[length];
    if (length * SPARSE < in.length) {
      sortSparse(in, sorted);
      return sorted;
    }
    int next = 0;
    for (int row : order.rows) {
      for (int r = model.first[row]; r < model.first[row + 1]; r++) {
        if (in[r]) {
          sorted[next++] = r;
        }
      }
    }
    return sorted;
  }

  private void sortSparse(boolean[] in, int[] sorted) {
    long[] keys = new long[sorted.length];
    int next = 0;
    for (int r = 0; r < in.length; r++) {
      if (in[r]) {
        keys[next++] = (long) order.rank[model.rowOf[r]] << 32 | r;
      }
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      sorted[i] = (int) keys[i];
    }
  }

  private boolean spread(int topic, boolean[] in, Bins there, Bins from) {
    int first = model.first[model.table.topicFirstRow(topic)];
    int end = model.first[model.table.topicFirstRow(topic + 1)];
    int share = (end - first - 1) / model.racks.receiving() + 1;
    Arrays.fill(ofTopic, 0);
    for (int r = first; r < end; r++) {
      ofTopic[model.at[r]]++;
    }
    boolean changed = false;
    for (int r = first; r < end && looks < most; r++) {
      if (ofTopic[model.at[r]] > share) {
        boolean done = in[r] ? elsewhere(r, topic, there) : instead(r, topic, in, there, from);
        changed |= done;
      }
    }
    return changed;
  }

  /** Exchanges a replica for one of a broker of its rack that has fewer of its topic. */
  private boolean elsewhere(int replica, int topic, Bins there) {
    int broker = model.at[replica];
    int brokers = ofTopic.length;
    int tried = 0;
    for (int i = 1; i < brokers && tried < PARTNERS; i++) {
      int to = (broker + i * STRIDE % brokers) % brokers;
      if (model.racks.of[to] == model.racks.of[broker] && ofTopic[to] + 1 < ofTopic[broker]) {
        tried++;
        looks++;
        if (model.free(replica, to) && elsewhere(replica, to, topic, there)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean elsewhere(int replica, int to, int topic, Bins there) {
    int near = there.find(to, model.sizeOf(replica));
    int last = Math.min(there.end(to), near + NEIGHBOURS);
    for (int j = Math.max(there.begin(to), near - NEIGHBOURS); j < last; j++) {
      int other = there.get(j);
      if (model.at[other] == to && pays(replica, other, topic)) {
        there.swap(replica, other);
        return true;
      }
    }
    return false;
  }

  /** Lets a replica go in the place of one that left the same broker and then stays. */
  private boolean instead(int replica, int topic, boolean[] in, Bins there, Bins from) {
    int broker = model.at[replica];
    if (pairPrice > 0 || broker != model.home[replica] || !model.movable(replica)) {
      return false;
    }
    int near = from.find(broker, model.sizeOf(replica));
    int last = Math.min(from.end(broker), near + PARTNERS);
    for (int i = near; i < last; i++) {
      int other = from.get(i);
      if (model.allowed(replica, model.at[other]) && pays(replica, other, topic)) {
        there.replace(other, replica);
        from.replace(other, replica);
        in[other] = false;
        in[replica] = true;
        return true;
      }
    }
    return false;
  }

  /** Exchanges two replicas if that parts more pairs than it costs. */
  private boolean pays(int one, int other, int topic) {
    looks++;
    int here = model.at[one];
    int there = model.at[other];
    int second = counts.topic(other);
    long more = model.sizeOf(other) - model.sizeOf(one);
    if (second == topic
        || model.room(here) < more
        || model.room(there) < -more
        || band.outside(here, model.bytes[here] + more) > 0
        || band.outside(there, model.bytes[there] - more) > 0
        || !model.allowed(other, here)) {
      return false;
    }
    int parted = ofTopic[here] - ofTopic[there] - 1;
    parted += counts.get(second, there) - counts.get(second, here) - 1;
    double price = price(one, there) + price(other, here);
    int moves = copies(one, there) + copies(other, here);
    if (parted <= 0 || price > parted * pairPrice || pairPrice == 0 && moves > 0) {
      return false;
    }
    exchange(one, other, topic, second);
    return true;
  }

  private void exchange(int one, int other, int topic, int second) {
    int here = model.at[one];
    int there = model.at[other];
    model.take(one);
    model.take(other);
    model.put(one, there);
    model.put(other, here);
    counts.move(topic, here, there);
    counts.move(second, there, here);
    ofTopic[here]--;
    ofTopic[there]++;
  }

  private double price(int replica, int to) {
    return copies(replica, to) * (double) model.sizeOf(replica);
  }

  /** How many copies more it takes if a replica goes to a broker: 1, 0, or -1 if it goes home. */
  private int copies(int replica, int to) {
    int before = model.moved(replica) ? 1 : 0;
    return (model.atHome(model.rowOf[replica], to) ? 0 : 1) - before;
  }
}
