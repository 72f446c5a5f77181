package io.katka.internal.mover;

import io.katka.state.BrokerDisk;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.Map;
import java.util.Set;

/**
 * What is known when it is decided what to start.
 *
 * @param table all partitions
 * @param serving the brokers that serve
 * @param racks the racks of brokers that have one
 * @param disks what lies on brokers' disks, as far as it was seen
 * @param rates how fast partitions are written
 * @param bytesPerSecond the throttle; 0 for none
 * @param underWay the moves under way that are our own
 */
public record Sight(
    PartitionTable table,
    Set<Integer> serving,
    Map<Integer, String> racks,
    Map<Integer, BrokerDisk> disks,
    WriteRates rates,
    long bytesPerSecond,
    Map<PartitionRef, Transfer> underWay) {
  public Sight {
    serving = Set.copyOf(serving);
    racks = Map.copyOf(racks);
    disks = Map.copyOf(disks);
    underWay = Map.copyOf(underWay);
  }

  /** The bytes that a broker has yet to copy of a move under way. */
  public long bytesLeft(Transfer transfer, int broker) {
    return Math.max(0, transfer.knownBytes() - bytesOn(broker, transfer));
  }

  /**
   * The bytes by which the copies of the moves under way are behind, what was written since they
   * were planned included; none once a copy is in sync, since what it lacks then comes and goes.
   *
   * @param sampled partitions with the sizes of a moment ago
   */
  public long bytesBehind(PartitionTable sampled) {
    var rows = new Rows(table);
    var sizes = new Rows(sampled);
    long behind = 0;
    for (Transfer transfer : underWay.values()) {
      int sized = sizes.of(transfer.partition(), transfer.row());
      long end = Math.max(transfer.knownBytes(), sized < 0 ? 0 : sampled.bytes(sized));
      int row = rows.of(transfer.partition(), transfer.row());
      for (int broker : transfer.adding()) {
        int position = row < 0 ? -1 : table.positionOf(row, broker);
        if (position < 0 || !table.isInSync(row, position)) {
          behind += Math.max(0, end - bytesOn(broker, transfer));
        }
      }
    }
    return behind;
  }

  private long bytesOn(int broker, Transfer transfer) {
    BrokerDisk disk = disks.get(broker);
    return disk == null ? 0 : disk.bytesOf(transfer.partition());
  }

  /** The bytes that all brokers have yet to copy of a move under way. */
  public long bytesLeft(Transfer transfer) {
    return transfer.adding().stream().mapToLong(broker -> bytesLeft(transfer, broker)).sum();
  }
}
