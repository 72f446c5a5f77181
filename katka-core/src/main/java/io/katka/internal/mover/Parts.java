package io.katka.internal.mover;

import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A move as it is begun: some of its replicas now, the rest once those are there.
 *
 * @param first what starts now; it keeps the number of replicas, the leader, and as far as that
 *     goes the racks
 * @param rest what is left then
 */
record Parts(Transfer first, Optional<Transfer> rest) {
  /** The move with so many replicas copied at once. */
  static Parts of(
      Transfer transfer, int copies, PartitionTable table, int row, Map<Integer, String> racks) {
    List<Integer> removing = removing(transfer, table, row);
    if (copies >= transfer.adding().size() || copies > removing.size()) {
      return new Parts(transfer, Optional.empty());
    }
    List<Integer> adding = new ArrayList<>(transfer.adding());
    var middle = new ArrayList<>(transfer.from());
    for (int i = 0; i < copies; i++) {
      int leaving = removing.get(i);
      String rack = rackOf(leaving, racks);
      int coming =
          adding.stream()
              .filter(b -> rackOf(b, racks).equals(rack))
              .findFirst()
              .orElse(adding.get(0));
      adding.remove((Integer) coming);
      middle.set(middle.indexOf(leaving), coming);
    }
    return new Parts(transfer.onTo(middle), Optional.of(transfer.between(middle, transfer.to())));
  }

  /** Those that serve nobody go first, the leader last. */
  private static List<Integer> removing(Transfer transfer, PartitionTable table, int row) {
    var removing = new ArrayList<>(transfer.from());
    removing.removeAll(transfer.to());
    removing.sort(
        Comparator.comparing((Integer broker) -> table.isr(row).contains(broker))
            .thenComparing(broker -> table.leader(row) == broker));
    return removing;
  }

  private static String rackOf(int broker, Map<Integer, String> racks) {
    return racks.getOrDefault(broker, "");
  }
}
