package io.katka.bench.balance;

import io.katka.balance.BalanceInput;
import io.katka.balance.BrokerSlot;
import io.katka.state.PartitionTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An outcome as anybody can count it, whoever planned it.
 *
 * @param moves replicas on brokers that had none of the partition
 * @param bytes their bytes
 * @param counts the least and most replicas of a broker that stays
 * @param leaders the least and most partitions a broker that stays leads
 * @param maxToMean bytes of the fullest broker that stays by the mean
 * @param rackViolations partitions in fewer racks than they could be
 */
record Score(
    int moves, long bytes, String counts, String leaders, double maxToMean, int rackViolations) {

  static Score of(BalanceInput input, PartitionTable after) {
    Map<Integer, long[]> loads = new HashMap<>();
    Map<Integer, String> racks = new HashMap<>();
    Set<String> live = new HashSet<>();
    for (BrokerSlot broker : input.brokers()) {
      racks.put(broker.id(), broker.rack());
      if (broker.state().receives()) {
        loads.put(broker.id(), new long[3]);
        live.add(broker.rack());
      }
    }
    int moves = 0;
    long bytes = 0;
    int violations = 0;
    for (int row = 0; row < after.size(); row++) {
      Set<String> used = new HashSet<>();
      for (int i = 0; i < after.replicationFactor(row); i++) {
        int broker = after.replica(row, i);
        long[] load = loads.getOrDefault(broker, new long[3]);
        load[0]++;
        load[1] += i == 0 ? 1 : 0;
        load[2] += after.bytes(row);
        used.add(racks.getOrDefault(broker, ""));
        if (input.table().positionOf(row, broker) < 0) {
          moves++;
          bytes += after.bytes(row);
        }
      }
      violations += used.size() < Math.min(live.size(), after.replicationFactor(row)) ? 1 : 0;
    }
    double mean = loads.values().stream().mapToLong(load -> load[2]).average().orElse(0);
    long most = loads.values().stream().mapToLong(load -> load[2]).max().orElse(0);
    return new Score(
        moves, bytes, range(loads, 0), range(loads, 1), mean == 0 ? 1 : most / mean, violations);
  }

  private static String range(Map<Integer, long[]> loads, int of) {
    var range = loads.values().stream().mapToLong(load -> load[of]).summaryStatistics();
    return String.valueOf(range.getMax() - range.getMin());
  }
}
