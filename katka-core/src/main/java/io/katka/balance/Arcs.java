package io.katka.balance;

import java.util.Arrays;

/**
 * The ways leadership can be handed over: an arc leads from the leader of a row to each of its
 * other replicas. Seen with sign -1 every arc is turned round.
 */
final class Arcs {
  private final Model model;
  private final Leaders leaders;
  private final int[] start;
  private final int[] replicas;
  private final int[] head;
  private int[] after = new int[64];
  private int[] rows = new int[64];
  private int closings;

  Arcs(Model model, Leaders leaders) {
    this.model = model;
    this.leaders = leaders;
    int brokers = model.brokers.length;
    start = new int[brokers + 1];
    head = new int[brokers];
    for (int broker : model.at) {
      start[broker + 1]++;
    }
    for (int b = 0; b < brokers; b++) {
      start[b + 1] += start[b];
    }
    replicas = new int[model.at.length];
    int[] cursor = start.clone();
    for (int r = 0; r < model.at.length; r++) {
      replicas[cursor[model.at[r]]++] = r;
    }
  }

  /** The index of the first replica of a broker. */
  int begin(int broker) {
    return start[broker];
  }

  int end(int broker) {
    return start[broker + 1];
  }

  int replica(int index) {
    return replicas[index];
  }

  /** The first replica of a row that may be an arc's other end. */
  int from(int replica, int sign) {
    int row = model.rowOf[replica];
    return sign > 0 ? model.first[row] : leaders.leader[row];
  }

  /** The end of those replicas: all of the row, or its leader only. */
  int until(int replica, int sign) {
    int row = model.rowOf[replica];
    return sign > 0 ? model.first[row + 1] : leaders.leader[row] + 1;
  }

  /** The broker at the other end of an arc; -1 where there is none. */
  int other(int replica, int end, int sign) {
    int row = model.rowOf[replica];
    boolean leads = leaders.leader[row] == replica;
    int broker = model.at[end];
    return end == replica || leads != sign > 0 || model.pinned[row] || !model.receives[broker]
        ? -1
        : broker;
  }

  /** Lists the arcs that lead back to a broker, by the broker they come from. */
  void close(int broker, int sign) {
    Arrays.fill(head, -1);
    closings = 0;
    for (int i = begin(broker); i < end(broker); i++) {
      int replica = replicas[i];
      for (int r = from(replica, -sign); r < until(replica, -sign); r++) {
        int from = other(replica, r, -sign);
        if (from >= 0) {
          add(from, model.rowOf[replica]);
        }
      }
    }
  }

  private void add(int broker, int row) {
    if (closings == rows.length) {
      rows = Arrays.copyOf(rows, closings * 2);
      after = Arrays.copyOf(after, closings * 2);
    }
    rows[closings] = row;
    after[closings] = head[broker];
    head[broker] = closings++;
  }

  /** The first closing arc from a broker; -1 for none. */
  int closing(int broker) {
    return head[broker];
  }

  int closingAfter(int index) {
    return after[index];
  }

  int closingRow(int index) {
    return rows[index];
  }
}
