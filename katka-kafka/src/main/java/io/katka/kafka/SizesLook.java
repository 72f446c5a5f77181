package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.Faults;
import io.katka.state.PartitionTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * The sizes of replicas as the log directories of their brokers show them. Of a broker that does
 * not answer, and of a directory that has failed, none are known.
 */
final class SizesLook {
  private final Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> asked;
  private final Map<Integer, Map<TopicPartition, Long>> sizes = new HashMap<>();

  /** Asks all of them at once. */
  SizesLook(Admin admin, Collection<Integer> brokers) {
    var options = new DescribeLogDirsOptions().timeoutMs(Patience.OF_ONE_BROKER_MILLIS);
    asked = brokers.isEmpty() ? Map.of() : admin.describeLogDirs(brokers, options).descriptions();
  }

  /** The largest of a partition's in-sync replicas; a replica that catches up is yet to grow. */
  long bytes(TopicPartition partition, List<Node> inSync) {
    long largest = PartitionTable.UNKNOWN_BYTES;
    for (Node replica : inSync) {
      Long size = of(replica.id()).get(partition);
      if (size != null && size > largest) {
        largest = size;
      }
    }
    return largest;
  }

  private Map<TopicPartition, Long> of(int broker) {
    return sizes.computeIfAbsent(broker, this::read);
  }

  private Map<TopicPartition, Long> read(int broker) {
    KafkaFuture<Map<String, LogDirDescription>> future = asked.get(broker);
    if (future == null) {
      return Map.of();
    }
    try {
      return flat(Await.value(future));
    } catch (KafkaException e) {
      if (Faults.isTransient(e)) {
        return Map.of();
      }
      throw e;
    }
  }

  private static Map<TopicPartition, Long> flat(Map<String, LogDirDescription> directories) {
    var sizes = new HashMap<TopicPartition, Long>();
    for (LogDirDescription directory : directories.values()) {
      if (directory.error() != null) {
        continue;
      }
      directory
          .replicaInfos()
          .forEach(
              (partition, replica) -> {
                if (!replica.isFuture()) {
                  sizes.put(partition, replica.size());
                }
              });
    }
    return sizes;
  }
}
