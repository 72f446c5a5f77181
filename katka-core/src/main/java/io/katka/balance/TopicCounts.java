package io.katka.balance;

/**
 * How many replicas of each topic lie on each broker: a hash table in one array of longs, topic and
 * broker above, the number in the low bits.
 */
final class TopicCounts {
  private static final int COUNT_BITS = 24;
  private static final long COUNT = (1L << COUNT_BITS) - 1;

  private final Model model;
  private final long[] slots;
  private final int shift;

  TopicCounts(Model model) {
    this.model = model;
    int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(model.home.length));
    shift = 64 - bits;
    slots = new long[1 << bits];
    for (int topic = 0; topic < model.table.topicCount(); topic++) {
      int end = model.first[model.table.topicFirstRow(topic + 1)];
      for (int r = model.first[model.table.topicFirstRow(topic)]; r < end; r++) {
        change(topic, model.at[r], 1);
      }
    }
  }

  int topic(int replica) {
    return model.table.topicIndex(model.rowOf[replica]);
  }

  int get(int topic, int broker) {
    return (int) (slots[slot(key(topic, broker))] & COUNT);
  }

  void move(int topic, int from, int to) {
    change(topic, from, -1);
    change(topic, to, 1);
  }

  private void change(int topic, int broker, int by) {
    long key = key(topic, broker);
    int slot = slot(key);
    slots[slot] = (key << COUNT_BITS | slots[slot] & COUNT) + by;
  }

  /** One more than the number of the pair, so that no key is 0. */
  private long key(int topic, int broker) {
    return (long) topic * model.brokers.length + broker + 1;
  }

  private int slot(long key) {
    int slot = (int) (key * 0x9E3779B97F4A7C15L >>> shift);
    while (slots[slot] != 0 && slots[slot] >>> COUNT_BITS != key) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
