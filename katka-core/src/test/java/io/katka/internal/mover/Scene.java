package io.katka.internal.mover;

import io.katka.internal.mover.Transfer.Urgency;
import io.katka.state.BrokerDisk;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Partitions of topic {@code t}, and the moves planned for them, for tests of the mover. */
final class Scene {
  static final long MIB = 1 << 20;

  private final PartitionTable.Builder builder = PartitionTable.builder().topic("t", 2);
  private final List<Transfer> transfers = new ArrayList<>();
  private final Map<PartitionRef, Transfer> underWay = new TreeMap<>();
  private final Map<Integer, BrokerDisk> disks = new TreeMap<>();
  private final Set<Integer> gone = new TreeSet<>();
  private final Map<Integer, String> racks = new TreeMap<>();
  private WriteRates rates = WriteRates.unknown();
  private long bytesPerSecond;
  private int rows;

  static PartitionRef ref(int partition) {
    return new PartitionRef("t", partition);
  }

  /** A partition at rest, led by its first replica, and its move. */
  Scene move(long bytes, List<Integer> from, List<Integer> to) {
    return move(bytes, from, to, Urgency.ORDINARY);
  }

  Scene move(long bytes, List<Integer> from, List<Integer> to, Urgency urgency) {
    builder.partition(rows, bytes, from.stream().mapToInt(b -> b).toArray());
    transfers.add(transfer(bytes, from, to, urgency));
    return this;
  }

  /**
   * A partition that is being moved by us, or by somebody else; replicas being added come last.
   *
   * @param joined those being added that are in sync already
   */
  Scene moving(boolean ours, long bytes, List<Integer> from, List<Integer> to, Integer... joined) {
    Transfer transfer = transfer(bytes, from, to, Urgency.ORDINARY);
    var all = new ArrayList<>(from);
    all.addAll(transfer.adding());
    int[] replicas = all.stream().mapToInt(b -> b).toArray();
    long settled = (1L << from.size()) - 1;
    long removing = 0;
    for (int i = 0; i < from.size(); i++) {
      removing |= to.contains(from.get(i)) ? 0 : 1L << i;
    }
    long adding = ((1L << all.size()) - 1) & ~settled;
    long inSync = settled;
    for (Integer broker : joined) {
      inSync |= 1L << all.indexOf(broker);
    }
    builder.row(rows - 1, bytes, replicas, from.get(0), inSync, adding, removing);
    if (ours) {
      underWay.put(transfer.partition(), transfer);
    }
    return this;
  }

  /** A move of ours of a partition of which only these are in sync, led by the first of them. */
  Scene moving(long bytes, List<Integer> from, List<Integer> to, Integer... inSync) {
    Transfer transfer = transfer(bytes, from, to, Urgency.ORDINARY);
    var all = new ArrayList<>(from);
    all.addAll(transfer.adding());
    long bits = 0;
    for (Integer broker : inSync) {
      bits |= 1L << all.indexOf(broker);
    }
    long settled = (1L << from.size()) - 1;
    int[] replicas = all.stream().mapToInt(b -> b).toArray();
    long adding = ((1L << all.size()) - 1) & ~settled;
    builder.row(rows - 1, bytes, replicas, inSync[0], bits, adding, settled);
    underWay.put(transfer.partition(), transfer);
    return this;
  }

  /** A partition on its way to one broker by somebody else, and the move of ours to others. */
  Scene moving(long bytes, List<Integer> now, int there, List<Integer> to) {
    var all = new ArrayList<>(now);
    all.add(there);
    transfers.add(transfer(bytes, all, to, Urgency.DRAINING));
    long settled = (1L << now.size()) - 1;
    int[] replicas = all.stream().mapToInt(b -> b).toArray();
    builder.row(rows - 1, bytes, replicas, now.get(0), settled, settled + 1, 0);
    return this;
  }

  private Transfer transfer(long bytes, List<Integer> from, List<Integer> to, Urgency urgency) {
    List<Integer> adding = to.stream().filter(b -> !from.contains(b)).toList();
    int row = rows++;
    return new Transfer(ref(row), row, from, to, adding, bytes, urgency);
  }

  /** A partition without a leader, and its move. */
  Scene leaderless(List<Integer> from, List<Integer> to) {
    transfers.add(transfer(MIB, from, to, Urgency.CURING));
    int[] replicas = from.stream().mapToInt(b -> b).toArray();
    builder.row(rows - 1, MIB, replicas, -1, 0, 0, 0);
    return this;
  }

  /** A partition at rest with one replica out of sync, and its move. */
  Scene limping(long bytes, List<Integer> from, int out, List<Integer> to) {
    transfers.add(transfer(bytes, from, to, Urgency.CURING));
    int[] replicas = from.stream().mapToInt(b -> b).toArray();
    long inSync = (1L << from.size()) - 1 & ~(1L << from.indexOf(out));
    builder.row(rows - 1, bytes, replicas, from.get(0), inSync, 0, 0);
    return this;
  }

  /** So much of a partition lies on a broker with so much free. */
  Scene disk(int broker, long usable, Map<PartitionRef, Long> replicas) {
    disks.put(broker, new BrokerDisk(broker, 100 << 20, usable, replicas));
    return this;
  }

  Scene gone(int... brokers) {
    Arrays.stream(brokers).forEach(gone::add);
    return this;
  }

  Scene rack(String rack, int... brokers) {
    Arrays.stream(brokers).forEach(broker -> racks.put(broker, rack));
    return this;
  }

  Scene throttle(long rate) {
    bytesPerSecond = rate;
    return this;
  }

  /** Partitions grow by so many bytes per second, by number. */
  Scene written(long... perSecond) {
    PartitionTable.Builder before = PartitionTable.builder().topic("t", 2);
    PartitionTable.Builder after = PartitionTable.builder().topic("t", 2);
    for (int i = 0; i < perSecond.length; i++) {
      before.partition(i, 0, 1);
      after.partition(i, perSecond[i], 1);
    }
    rates = WriteRates.between(before.build(), after.build(), 1_000_000_000L);
    return this;
  }

  List<Transfer> transfers() {
    return transfers;
  }

  PartitionTable table() {
    return builder.build();
  }

  WriteRates rates() {
    return rates;
  }

  Sight sight() {
    var serving = new TreeSet<Integer>();
    for (int broker = 1; broker <= 20; broker++) {
      serving.add(broker);
    }
    serving.removeAll(gone);
    return new Sight(table(), serving, racks, disks, rates, bytesPerSecond, underWay);
  }

  Window.Choice choose(Budget budget) {
    return Window.choose(Order.of(transfers, table()), sight(), budget);
  }

  static List<Integer> partitions(List<Transfer> transfers) {
    return transfers.stream().map(t -> t.partition().partition()).toList();
  }
}
