package io.katka.internal.mover;

import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which moves start. What cures goes first, then what empties a broker. Of the rest,
 * and among those, the moves at the broker with most to copy, since it decides how long all takes;
 * of one broker's the longest first, so that no long one is left for the end (Graham's rule of
 * longest processing time).
 */
public final class Order {
  private final Map<Integer, Long> into = new HashMap<>();
  private final Map<Integer, Long> outOf = new HashMap<>();

  private Order() {}

  private record Ranked(Transfer transfer, long busiest) {}

  /** The moves in the order they are to start. */
  public static List<Transfer> of(Collection<Transfer> transfers, PartitionTable table) {
    var order = new Order();
    for (Transfer transfer : transfers) {
      long size = transfer.knownBytes();
      transfer.adding().forEach(broker -> order.into.merge(broker, size, Long::sum));
      order.outOf.merge(table.leader(transfer.row()), transfer.bytesToCopy(), Long::sum);
    }
    var ranked = new ArrayList<Ranked>(transfers.size());
    transfers.forEach(t -> ranked.add(new Ranked(t, order.busiest(t, table))));
    ranked.sort(
        Comparator.comparing((Ranked r) -> r.transfer().urgency())
            .thenComparing(Comparator.comparingLong(Ranked::busiest).reversed())
            .thenComparing(
                Comparator.comparingLong((Ranked r) -> r.transfer().knownBytes()).reversed())
            .thenComparing(r -> r.transfer().partition()));
    return ranked.stream().map(Ranked::transfer).toList();
  }

  private long busiest(Transfer transfer, PartitionTable table) {
    long most = outOf.getOrDefault(table.leader(transfer.row()), 0L);
    for (int broker : transfer.adding()) {
      most = Math.max(most, into.getOrDefault(broker, 0L));
    }
    return most;
  }
}
