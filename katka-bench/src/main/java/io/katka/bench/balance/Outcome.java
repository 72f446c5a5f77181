package io.katka.bench.balance;

import io.katka.balance.BalancePlan;
import io.katka.balance.Move;
import io.katka.state.PartitionTable;
import java.util.List;

/** What a table looks like once a plan is carried out. */
final class Outcome {
  private Outcome() {}

  static PartitionTable apply(PartitionTable table, BalancePlan plan) {
    int[][] lists = new int[table.size()][];
    for (List<Move> changes : List.of(plan.moves(), plan.leaderChanges())) {
      for (Move change : changes) {
        lists[change.row()] = change.to().stream().mapToInt(Integer::intValue).toArray();
      }
    }
    return with(table, lists);
  }

  /** The table with other replica lists; rows of none keep theirs. */
  static PartitionTable with(PartitionTable table, int[][] lists) {
    var changed = PartitionTable.builder();
    for (int row = 0; row < table.size(); row++) {
      if (row == 0 || table.topicIndex(row) != table.topicIndex(row - 1)) {
        changed.topic(table.topic(row), table.minIsr(row));
      }
      int[] list = lists[row] == null ? table.replicas(row) : lists[row];
      changed.partition(table.partition(row), table.bytes(row), list);
    }
    return changed.build();
  }
}
