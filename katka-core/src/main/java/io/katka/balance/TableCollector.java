package io.katka.balance;

import io.katka.state.PartitionTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Collects replicas in any order and builds a table: topics as they came, partitions by number. */
final class TableCollector {
  private final Map<String, Integer> topics = new HashMap<>();
  private String[] names = new String[16];
  private String lastTopic = "";
  private int lastIndex = -1;
  private long[] partition = new long[64];
  private int[] position = new int[64];
  private int[] broker = new int[64];
  private long[] bytes = new long[64];
  private boolean[] leads = new boolean[64];
  private long[] in = new long[0];
  private long[] out = new long[0];
  private int length;

  void add(String topic, int number, int place, int id, long size, boolean leader) {
    if (length == position.length) {
      int more = length * 2;
      partition = Arrays.copyOf(partition, more);
      position = Arrays.copyOf(position, more);
      broker = Arrays.copyOf(broker, more);
      bytes = Arrays.copyOf(bytes, more);
      leads = Arrays.copyOf(leads, more);
      in = Arrays.copyOf(in, in.length == 0 ? 0 : more);
      out = Arrays.copyOf(out, out.length == 0 ? 0 : more);
    }
    partition[length] = (long) topic(topic) << 32 | number;
    position[length] = place;
    broker[length] = id;
    bytes[length] = size;
    leads[length++] = leader;
  }

  void traffic(long inPerSecond, long outPerSecond) {
    if (in.length == 0) {
      in = new long[position.length];
      out = new long[position.length];
    }
    in[length - 1] = inPerSecond;
    out[length - 1] = outPerSecond;
  }

  private int topic(String name) {
    if (lastIndex < 0 || !lastTopic.equals(name)) {
      Integer known = topics.putIfAbsent(name, topics.size());
      lastIndex = known == null ? topics.size() - 1 : known;
      lastTopic = name;
      if (known == null) {
        names = lastIndex == names.length ? Arrays.copyOf(names, lastIndex * 2) : names;
        names[lastIndex] = name;
      }
    }
    return lastIndex;
  }

  PartitionTable build() {
    int[] order = order();
    var table = PartitionTable.builder();
    int topic = -1;
    for (int i = 0; i < length; ) {
      long key = partition[order[i]];
      int end = i + 1;
      while (end < length && partition[order[end]] == key) {
        end++;
      }
      if ((int) (key >>> 32) != topic) {
        topic = (int) (key >>> 32);
        table.topic(names[topic], 1);
      }
      row(table, order, i, end);
      i = end;
    }
    return table.build();
  }

  private void row(PartitionTable.Builder table, int[] order, int from, int to) {
    int[] brokers = new int[to - from];
    long size = PartitionTable.UNKNOWN_BYTES;
    int leader = -1;
    for (int i = from; i < to; i++) {
      int line = order[i];
      brokers[i - from] = broker[line];
      size = Math.max(size, bytes[line]);
      leader = leads[line] ? broker[line] : leader;
    }
    if (brokers.length > PartitionTable.MAX_REPLICATION_FACTOR) {
      brokers = Arrays.copyOf(brokers, PartitionTable.MAX_REPLICATION_FACTOR + 1);
    }
    long all = -1L >>> (PartitionTable.MAX_REPLICATION_FACTOR - brokers.length);
    int number = (int) partition[order[from]];
    table.row(number, size, brokers, leader, all, 0, 0);
    if (in.length > 0) {
      table.traffic(in[order[from]], out[order[from]]);
    }
  }

  /** The lines by topic, partition and position; mostly they come so. */
  private int[] order() {
    int[] order = new int[length];
    boolean sorted = true;
    for (int i = 0; i < length; i++) {
      order[i] = i;
      sorted &= i == 0 || compare(i - 1, i) <= 0;
    }
    if (sorted) {
      return order;
    }
    return Arrays.stream(order).boxed().sorted(this::compare).mapToInt(Integer::intValue).toArray();
  }

  private int compare(int one, int other) {
    int byPartition = Long.compare(partition[one], partition[other]);
    return byPartition != 0 ? byPartition : Integer.compare(position[one], position[other]);
  }
}
