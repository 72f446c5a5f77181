package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.Faults;
import io.katka.spi.KafkaGateway.Disks;
import io.katka.state.BrokerDisk;
import io.katka.state.PartitionRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * What brokers' log directories show (KIP-113), their volumes included (KIP-827). A replica that
 * moves between directories of one broker counts once; a directory that failed counts not at all.
 */
final class KafkaDisks implements Disks {
  private static final long UNKNOWN = -1;

  private final AdminCalls brokers;

  KafkaDisks(AdminCalls brokers) {
    this.brokers = brokers;
  }

  @Override
  public Map<Integer, BrokerDisk> look(Collection<Integer> asked) {
    return asked.isEmpty()
        ? Map.of()
        : brokers.ask("look at the disks of brokers " + asked, admin -> look(admin, asked));
  }

  private static Map<Integer, BrokerDisk> look(Admin admin, Collection<Integer> asked) {
    var options = new DescribeLogDirsOptions().timeoutMs(Patience.OF_ONE_BROKER_MILLIS);
    var disks = new TreeMap<Integer, BrokerDisk>();
    admin
        .describeLogDirs(asked, options)
        .descriptions()
        .forEach((broker, future) -> add(disks, broker, future));
    return disks;
  }

  private static void add(
      Map<Integer, BrokerDisk> disks,
      int broker,
      KafkaFuture<Map<String, LogDirDescription>> future) {
    try {
      disks.put(broker, disk(broker, Await.value(future)));
    } catch (KafkaException e) {
      if (!Faults.isTransient(e)) {
        throw e;
      }
    }
  }

  private static BrokerDisk disk(int broker, Map<String, LogDirDescription> directories) {
    long total = UNKNOWN;
    long usable = UNKNOWN;
    var sizes = new HashMap<PartitionRef, Long>();
    for (LogDirDescription directory : directories.values()) {
      if (directory.error() != null) {
        continue;
      }
      total = least(total, directory.totalBytes());
      usable = least(usable, directory.usableBytes());
      directory
          .replicaInfos()
          .forEach(
              (partition, replica) -> {
                if (!replica.isFuture()) {
                  var ref = new PartitionRef(partition.topic(), partition.partition());
                  sizes.put(ref, replica.size());
                }
              });
    }
    return new BrokerDisk(broker, total, usable, sizes);
  }

  private static long least(long known, OptionalLong told) {
    if (told.isEmpty()) {
      return known;
    }
    return known == UNKNOWN ? told.getAsLong() : Math.min(known, told.getAsLong());
  }
}
