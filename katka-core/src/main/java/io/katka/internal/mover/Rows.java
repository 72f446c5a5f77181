package io.katka.internal.mover;

import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds partitions in a table: where they stood before, else by an index made once. */
public final class Rows {
  private final PartitionTable table;
  private @Nullable Map<PartitionRef, Integer> index;

  /** The rows of a table. */
  public Rows(PartitionTable table) {
    this.table = table;
  }

  /**
   * The row of a partition; -1 if it is gone.
   *
   * @param hint the row where it stood before
   */
  public int of(PartitionRef ref, int hint) {
    boolean there =
        hint >= 0
            && hint < table.size()
            && table.partition(hint) == ref.partition()
            && table.topic(hint).equals(ref.topic());
    return there ? hint : index().getOrDefault(ref, -1);
  }

  private Map<PartitionRef, Integer> index() {
    Map<PartitionRef, Integer> made = index;
    if (made == null) {
      made = new HashMap<>();
      for (int row = 0; row < table.size(); row++) {
        made.put(table.ref(row), row);
      }
      index = made;
    }
    return made;
  }
}
