package io.katka.internal.steps;

import io.katka.balance.Move;
import io.katka.state.PartitionTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which moves may be under way together: a sliding window, in which a finished move is replaced at
 * once. Data is copied from the leader to the replica being added, so both ends have a budget.
 * Large moves go first, tiny ones fill the gaps in large groups.
 */
final class MoveWindow {
  private static final int MOVES_PER_BROKER = 8;
  private static final int TINY_PER_BROKER = 200;
  private static final long TINY_BYTES = 1 << 20;

  private final Deque<Move> waiting;
  private final int total;

  MoveWindow(Collection<Move> moves) {
    var ordered = new ArrayList<>(moves);
    ordered.sort(Comparator.comparingLong(Move::bytes).reversed().thenComparing(Move::partition));
    waiting = new ArrayDeque<>(ordered);
    total = ordered.size();
  }

  int waiting() {
    return waiting.size();
  }

  int total() {
    return total;
  }

  /**
   * Takes the moves that may start now.
   *
   * @param table what is under way, and who leads
   */
  List<Move> next(PartitionTable table) {
    var load = new HashMap<Integer, int[]>();
    for (int row = 0; row < table.size(); row++) {
      if (table.isReassigning(row)) {
        count(load, table, row);
      }
    }
    var started = new ArrayList<Move>();
    var postponed = new ArrayList<Move>();
    for (Move move = waiting.poll(); move != null; move = waiting.poll()) {
      if (fits(load, move, table)) {
        started.add(move);
      } else {
        postponed.add(move);
      }
    }
    waiting.addAll(postponed);
    return started;
  }

  /** Takes back moves that could not be started. */
  void giveBack(Collection<Move> moves) {
    waiting.addAll(moves);
  }

  private static void count(Map<Integer, int[]> load, PartitionTable table, int row) {
    boolean tiny = table.bytes(row) < TINY_BYTES;
    add(load, table.leader(row), tiny);
    for (int i = 0; i < table.replicationFactor(row); i++) {
      if (table.isAdding(row, i)) {
        add(load, table.replica(row, i), tiny);
      }
    }
  }

  private static boolean fits(Map<Integer, int[]> load, Move move, PartitionTable table) {
    boolean tiny = move.bytes() < TINY_BYTES;
    var ends = new ArrayList<>(move.adding());
    ends.add(table.row(move.partition()).map(table::leader).orElse(-1));
    int limit = tiny ? TINY_PER_BROKER : MOVES_PER_BROKER;
    for (int broker : ends) {
      if (load.getOrDefault(broker, new int[2])[tiny ? 1 : 0] >= limit) {
        return false;
      }
    }
    ends.forEach(broker -> add(load, broker, tiny));
    return true;
  }

  private static void add(Map<Integer, int[]> load, int broker, boolean tiny) {
    load.computeIfAbsent(broker, b -> new int[2])[tiny ? 1 : 0]++;
  }
}
