package io.katka.balance;

import io.katka.state.PartitionTable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** Changed replica lists in columns; a list of moves that are made when they are looked at. */
final class Changes extends AbstractList<Move> implements RandomAccess {
  private final PartitionTable table;
  private int[] rows = new int[16];
  private int[] start = new int[17];
  private long[] bytes = new long[16];
  private int[] from = new int[48];
  private int[] to = new int[48];
  private int length;

  Changes(PartitionTable table) {
    this.table = table;
  }

  /** Adds a row; its lists follow by {@link #replica}. */
  void begin(int row, long copied) {
    if (length == rows.length) {
      rows = Arrays.copyOf(rows, length * 2);
      bytes = Arrays.copyOf(bytes, length * 2);
      start = Arrays.copyOf(start, length * 2 + 1);
    }
    rows[length] = row;
    bytes[length] = copied;
    length++;
    start[length] = start[length - 1];
  }

  /** Adds a replica to the row begun last. */
  void replica(int before, int after) {
    int i = start[length]++;
    if (i == from.length) {
      from = Arrays.copyOf(from, i * 2);
      to = Arrays.copyOf(to, i * 2);
    }
    from[i] = before;
    to[i] = after;
  }

  /** Gives the space not needed back. */
  Changes done() {
    rows = Arrays.copyOf(rows, length);
    bytes = Arrays.copyOf(bytes, length);
    start = Arrays.copyOf(start, length + 1);
    from = Arrays.copyOf(from, start[length]);
    to = Arrays.copyOf(to, start[length]);
    return this;
  }

  @Override
  public int size() {
    return length;
  }

  @Override
  public Move get(int index) {
    int row = rows[index];
    return new Move(row, table.ref(row), list(from, index), list(to, index), bytes[index]);
  }

  /** The row of a change. */
  int row(int index) {
    return rows[index];
  }

  /** Appends a change to Kafka's reassignment format. */
  void appendJson(StringBuilder json, int index, boolean after) {
    json.append("{\"topic\":\"").append(table.topic(rows[index])).append("\",\"partition\":");
    json.append(table.partition(rows[index])).append(",\"replicas\":[");
    int[] brokers = after ? to : from;
    for (int i = start[index]; i < start[index + 1]; i++) {
      json.append(i == start[index] ? "" : ",").append(brokers[i]);
    }
    json.append("]}");
  }

  private List<Integer> list(int[] column, int index) {
    Integer[] brokers = new Integer[start[index + 1] - start[index]];
    for (int i = 0; i < brokers.length; i++) {
      brokers[i] = column[start[index] + i];
    }
    return List.of(brokers);
  }
}
