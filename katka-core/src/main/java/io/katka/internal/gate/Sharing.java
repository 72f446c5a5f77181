package io.katka.internal.gate;

import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which brokers have a replica of the same partition. */
public final class Sharing {
  private final Map<Integer, BitSet> neighbours = new HashMap<>();

  private Sharing() {}

  /** As the partitions lie; replicas being added or removed count. */
  public static Sharing of(PartitionTable table) {
    var sharing = new Sharing();
    for (int row = 0; row < table.size(); row++) {
      for (int i = 0; i < table.replicationFactor(row); i++) {
        BitSet brokers =
            sharing.neighbours.computeIfAbsent(table.replica(row, i), b -> new BitSet());
        for (int j = 0; j < table.replicationFactor(row); j++) {
          brokers.set(table.replica(row, j));
        }
      }
    }
    return sharing;
  }

  /** Whether two brokers have a replica of the same partition. */
  public boolean share(int one, int other) {
    BitSet brokers = neighbours.get(one);
    return brokers != null && brokers.get(other);
  }

  /** As many of these brokers, in their order, as share no partition with each other. */
  public List<Integer> apart(Collection<Integer> brokers) {
    var apart = new ArrayList<Integer>();
    for (int broker : brokers) {
      if (apart.stream().noneMatch(other -> share(other, broker))) {
        apart.add(broker);
      }
    }
    return apart;
  }
}
