package io.katka.internal.gate;

import io.katka.error.Blocker;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** What would be lost for good, were a node's volume formatted. */
public final class LastCopies {
  private LastCopies() {}

  /**
   * The partitions with a replica on the node of which no in-sync replica has its data elsewhere.
   *
   * @param intact whether a broker has a volume with its data; it may be down
   */
  public static List<Blocker> on(int node, PartitionTable table, IntPredicate intact) {
    var blockers = new ArrayList<Blocker>();
    for (int row : table.rowsOn(node)) {
      if (table.isr(row).stream().noneMatch(intact::test)) {
        blockers.add(new Blocker.Leaderless(table.topic(row), table.partition(row)));
      }
    }
    return blockers;
  }
}
