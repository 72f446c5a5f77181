package io.katka.internal.mover;

import io.katka.state.PartitionTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long copying takes at least: no broker takes in, or as a leader gives out, more than its
 * throttle allows, so the one with most to copy decides.
 */
public final class Makespan {
  private final Map<Integer, Long> into = new HashMap<>();
  private final Map<Integer, Long> outOf = new HashMap<>();

  private Makespan() {}

  /** In milliseconds, for moves that wait and those under way; 0 without a throttle. */
  public static long millis(List<Transfer> waiting, Sight sight) {
    if (sight.bytesPerSecond() <= 0) {
      return 0;
    }
    var makespan = new Makespan();
    var rows = new Rows(sight.table());
    waiting.forEach(t -> t.adding().forEach(b -> makespan.add(t, b, t.knownBytes(), rows, sight)));
    sight
        .underWay()
        .values()
        .forEach(
            t -> t.adding().forEach(b -> makespan.add(t, b, sight.bytesLeft(t, b), rows, sight)));
    long most = Math.max(most(makespan.into.values()), most(makespan.outOf.values()));
    return (long) Math.ceil(most * 1000.0 / sight.bytesPerSecond());
  }

  private void add(Transfer transfer, int broker, long bytes, Rows rows, Sight sight) {
    PartitionTable table = sight.table();
    int row = rows.of(transfer.partition(), transfer.row());
    into.merge(broker, bytes, Long::sum);
    outOf.merge(row < 0 ? -1 : table.leader(row), bytes, Long::sum);
  }

  private static long most(Collection<Long> loads) {
    return loads.stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
