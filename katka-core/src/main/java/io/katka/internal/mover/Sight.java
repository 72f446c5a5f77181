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
 * @param disks what lies on brokers' disks, as far as it was seen
 * @param rates how fast partitions are written
 * @param bytesPerSecond the throttle; 0 for none
 * @param underWay the moves under way that are our own
 */
public record Sight(
    PartitionTable table,
    Set<Integer> serving,
    Map<Integer, BrokerDisk> disks,
    WriteRates rates,
    long bytesPerSecond,
    Map<PartitionRef, Transfer> underWay) {
  public Sight {
    serving = Set.copyOf(serving);
    disks = Map.copyOf(disks);
    underWay = Map.copyOf(underWay);
  }

  /** The bytes that a broker has yet to copy of a move under way. */
  public long bytesLeft(Transfer transfer, int broker) {
    BrokerDisk disk = disks.get(broker);
    long there = disk == null ? 0 : disk.bytesOf(transfer.partition());
    return Math.max(0, transfer.knownBytes() - there);
  }

  /** The bytes that all brokers have yet to copy of a move under way. */
  public long bytesLeft(Transfer transfer) {
    return transfer.adding().stream().mapToLong(broker -> bytesLeft(transfer, broker)).sum();
  }
}
