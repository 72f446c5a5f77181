package io.katka.internal.mover;

import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves that are to begin again, with fewer copies at once: a leader has got more to give than its
 * throttle carries, so that none of its copies ever catches up. Much is written since they began,
 * or leaders have changed.
 */
public final class Overload {
  private final Sight sight;
  private final Rows rows;
  private final Egress egress;

  private Overload(Sight sight) {
    this.sight = sight;
    rows = new Rows(sight.table());
    egress = new Egress(sight.table(), rows, sight.rates());
  }

  /** The moves to take back, as they are seen now: those with most to copy, until the rest fits. */
  public static List<Transfer> of(Sight sight) {
    var overload = new Overload(sight);
    var takenBack = new ArrayList<Transfer>();
    overload.byLeader().values().forEach(moves -> overload.relieve(moves, takenBack));
    return takenBack;
  }

  private Map<Integer, List<Transfer>> byLeader() {
    PartitionTable table = sight.table();
    Map<Integer, List<Transfer>> byLeader = new TreeMap<>();
    for (Transfer noted : sight.underWay().values()) {
      int row = rows.of(noted.partition(), noted.row());
      if (row >= 0 && table.isReassigning(row)) {
        Transfer seen = Transfer.underWay(table, row, settled(table, row, noted));
        byLeader.computeIfAbsent(table.leader(row), leader -> new ArrayList<>()).add(seen);
      }
    }
    return byLeader;
  }

  /** The replicas that it goes back to, in their old order as far as that is known. */
  private static List<Integer> settled(PartitionTable table, int row, Transfer noted) {
    var settled = new ArrayList<Integer>();
    for (int i = 0; i < table.replicationFactor(row); i++) {
      if (!table.isAdding(row, i)) {
        settled.add(table.replica(row, i));
      }
    }
    boolean same = new HashSet<>(settled).equals(new HashSet<>(noted.from()));
    return same ? noted.from() : settled;
  }

  private void relieve(List<Transfer> moves, List<Transfer> takenBack) {
    long rate = sight.bytesPerSecond();
    long sum = moves.stream().mapToLong(this::counts).sum();
    int left = moves.size();
    moves.sort(
        Comparator.comparingLong((Transfer t) -> sight.bytesLeft(t))
            .reversed()
            .thenComparing(Transfer::partition));
    for (Transfer move : moves) {
      boolean helps =
          left > 1 || move.adding().size() > 1 && !Egress.isTooMuch(egress.of(move, 1), rate);
      if (Egress.isTooMuch(sum, rate) && counts(move) > 0 && helps && egress.mayGoBack(move)) {
        takenBack.add(move);
        sum -= counts(move);
        left--;
      }
    }
  }

  private long counts(Transfer move) {
    return egress.of(move, move.adding().size());
  }

  /** What waits then: from where they were, to where they were to go in the end. */
  public static List<Transfer> waiting(List<Transfer> takenBack, List<Transfer> waiting) {
    var all = new TreeMap<PartitionRef, Transfer>();
    waiting.forEach(t -> all.put(t.partition(), t));
    takenBack.forEach(t -> all.merge(t.partition(), t, (onward, first) -> first.onTo(onward.to())));
    return List.copyOf(all.values());
  }
}
