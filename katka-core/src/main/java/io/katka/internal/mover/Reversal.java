package io.katka.internal.mover;

import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * What becomes of the moves under way when a run is cancelled: those nearly finished end, the rest
 * goes back to the replicas it came from.
 *
 * @param reverted the moves to take back
 * @param ending the moves to let end
 */
public record Reversal(List<Transfer> reverted, List<Transfer> ending) {
  /** Of a move that is to end, at most this part is missing. */
  private static final int PART_LEFT = 10;

  /** Sorts the moves under way; one that waits for a broker that is gone never ends. */
  public static Reversal of(Sight sight) {
    var reverted = new ArrayList<Transfer>();
    var ending = new ArrayList<Transfer>();
    var rows = new Rows(sight.table());
    for (Transfer transfer : sight.underWay().values()) {
      boolean soon = isNearlyDone(transfer, sight, rows);
      (soon ? ending : reverted).add(transfer);
    }
    return new Reversal(reverted, ending);
  }

  private static boolean isNearlyDone(Transfer transfer, Sight sight, Rows rows) {
    if (!sight.serving().containsAll(transfer.adding())) {
      return false;
    }
    int row = rows.of(transfer.partition(), transfer.row());
    if (row >= 0 && new HashSet<>(sight.table().isr(row)).containsAll(transfer.adding())) {
      return true;
    }
    boolean measured = sight.disks().keySet().containsAll(transfer.adding());
    return measured
        && transfer.bytes() >= 0
        && sight.bytesLeft(transfer) * PART_LEFT <= transfer.bytesToCopy();
  }

  /** Whether a partition has its original replicas again, though perhaps in another order. */
  public static boolean isBack(PartitionTable table, Transfer transfer) {
    int row = new Rows(table).of(transfer.partition(), transfer.row());
    return row < 0
        || !table.isReassigning(row)
            && new TreeSet<>(table.replicaList(row)).equals(new TreeSet<>(transfer.from()));
  }
}
