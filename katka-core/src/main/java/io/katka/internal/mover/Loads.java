package io.katka.internal.mover;

import io.katka.state.PartitionTable;
import java.util.HashMap;
import java.util.Map;

/** What is under way at each broker, in each direction: into targets, out of leaders. */
final class Loads {
  private final Map<Integer, Load> into = new HashMap<>();
  private final Map<Integer, Load> outOf = new HashMap<>();
  private final Egress egress;
  private int total;

  private Loads(Egress egress) {
    this.egress = egress;
  }

  /** What is under way at one end. */
  static final class Load {
    int moves;
    int tiny;
    long bytes;
    long written;

    boolean allows(Transfer transfer, int copies, long writtenMore, Budget budget, long rate) {
      boolean room =
          transfer.isTiny()
              ? tiny < budget.tiny()
              : moves < budget.moves()
                  && (bytes == 0 || bytes + transfer.knownBytes() * copies <= budget.bytes());
      // Half of the rate is for what is written meanwhile, half for what was before.
      return room && (rate <= 0 || written == 0 || written + writtenMore <= rate / 2);
    }

    void add(Transfer transfer, long left, long writtenMore) {
      moves += transfer.isTiny() ? 0 : 1;
      tiny += transfer.isTiny() ? 1 : 0;
      bytes += left;
      written += writtenMore;
    }
  }

  static Loads of(Sight sight, Rows rows, Egress egress) {
    var loads = new Loads(egress);
    PartitionTable table = sight.table();
    for (Transfer transfer : sight.underWay().values()) {
      int row = rows.of(transfer.partition(), transfer.row());
      int leader = row < 0 ? -1 : table.leader(row);
      loads.total++;
      // What waits for a broker that is gone keeps nobody busy.
      if (sight.serving().containsAll(transfer.adding())) {
        loads.count(transfer, leader, sight);
      }
    }
    return loads;
  }

  private void count(Transfer transfer, int leader, Sight sight) {
    long written = sight.rates().of(transfer.partition());
    long left = 0;
    for (int broker : transfer.adding()) {
      long here = sight.bytesLeft(transfer, broker);
      at(into, broker).add(transfer, here, written);
      left += here;
    }
    at(outOf, leader).add(transfer, left, egress.of(transfer, transfer.adding().size()));
  }

  boolean allows(Transfer transfer, int leader, Sight sight, Budget budget) {
    long written = sight.rates().of(transfer.partition());
    int copies = transfer.adding().size();
    long rate = sight.bytesPerSecond();
    if (!at(outOf, leader).allows(transfer, copies, egress.of(transfer, copies), budget, rate)) {
      return false;
    }
    for (int broker : transfer.adding()) {
      if (!at(into, broker).allows(transfer, 1, written, budget, rate)) {
        return false;
      }
    }
    return true;
  }

  void start(Transfer transfer, int leader, Sight sight) {
    total++;
    count(transfer, leader, sight);
  }

  boolean isFull(Budget budget) {
    return total >= budget.total();
  }

  /** The bytes that a broker has yet to take in. */
  long bytesInto(int broker) {
    return at(into, broker).bytes;
  }

  private static Load at(Map<Integer, Load> loads, int broker) {
    return loads.computeIfAbsent(broker, b -> new Load());
  }
}
