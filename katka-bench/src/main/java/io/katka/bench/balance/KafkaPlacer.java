package io.katka.bench.balance;

import io.katka.balance.BrokerSlot;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.placement.ClusterDescriber;
import org.apache.kafka.metadata.placement.PlacementSpec;
import org.apache.kafka.metadata.placement.StripedReplicaPlacer;
import org.apache.kafka.metadata.placement.UsableBroker;

/** Places replicas as Kafka's controller does for a new topic. */
final class KafkaPlacer {
  private final List<UsableBroker> usable = new ArrayList<>();
  private final StripedReplicaPlacer placer;

  KafkaPlacer(List<BrokerSlot> brokers, Random random) {
    placer = new StripedReplicaPlacer(random);
    for (BrokerSlot broker : brokers) {
      if (broker.state().receives()) {
        var rack = broker.rack().isEmpty() ? Optional.<String>empty() : Optional.of(broker.rack());
        usable.add(new UsableBroker(broker.id(), rack, false));
      }
    }
  }

  /** Replica lists of a topic's partitions. */
  List<int[]> place(int partitions, int replicas) {
    var lists = new ArrayList<int[]>(partitions);
    var spec = new PlacementSpec(0, partitions, (short) replicas);
    for (var assignment : placer.place(spec, new Brokers()).assignments()) {
      lists.add(assignment.replicas().stream().mapToInt(Integer::intValue).toArray());
    }
    return lists;
  }

  /** Replica lists of all partitions, each topic placed as if it were new. */
  int[][] placeAll(PartitionTable table) {
    int[][] lists = new int[table.size()][];
    for (int row = 0; row < lists.length; ) {
      int end = row + 1;
      int replicas = table.replicationFactor(row);
      while (end < lists.length
          && table.topicIndex(end) == table.topicIndex(row)
          && table.replicationFactor(end) == replicas) {
        end++;
      }
      for (int[] list : place(end - row, replicas)) {
        lists[row++] = list;
      }
    }
    return lists;
  }

  private final class Brokers implements ClusterDescriber {
    @Override
    public Iterator<UsableBroker> usableBrokers() {
      return usable.iterator();
    }

    @Override
    public Uuid defaultDir(int brokerId) {
      return Uuid.ZERO_UUID;
    }
  }
}
