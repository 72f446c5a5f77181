package io.katka.world;

import io.katka.state.BrokerDisk;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.Map;
import java.util.TreeMap;

/** How the partitions of the small world look from outside. */
final class WorldLook {
  private WorldLook() {}

  static PartitionTable table(Map<PartitionRef, WorldPartition> partitions, int minIsr) {
    PartitionTable.Builder builder = PartitionTable.builder();
    String topic = "";
    for (Map.Entry<PartitionRef, WorldPartition> entry : partitions.entrySet()) {
      if (!entry.getKey().topic().equals(topic)) {
        topic = entry.getKey().topic();
        builder.topic(topic, minIsr);
      }
      WorldPartition p = entry.getValue();
      int[] replicas = p.replicas.stream().mapToInt(Integer::intValue).toArray();
      long inSync = 0;
      long adding = 0;
      long removing = 0;
      for (int i = 0; i < replicas.length; i++) {
        long bit = 1L << i;
        inSync |= p.isr.contains(replicas[i]) ? bit : 0;
        removing |= p.isMoving() && !p.target.contains(replicas[i]) ? bit : 0;
        adding |= p.adding.contains(replicas[i]) ? bit : 0;
      }
      builder.row(
          entry.getKey().partition(), p.bytes, replicas, p.leader, inSync, adding, removing);
    }
    return builder.build();
  }

  static BrokerDisk disk(
      Map<PartitionRef, WorldPartition> partitions, int broker, long fits, long now) {
    var sizes = new TreeMap<PartitionRef, Long>();
    partitions.forEach(
        (ref, p) -> {
          if (p.replicas.contains(broker)) {
            sizes.put(ref, p.bytesOn(broker, now));
          }
        });
    long taken = sizes.values().stream().mapToLong(Long::longValue).sum();
    return new BrokerDisk(broker, 1L << 40, fits - taken, sizes);
  }
}
