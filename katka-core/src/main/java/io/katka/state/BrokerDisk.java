package io.katka.state;

import java.util.Map;

/**
 * What a broker's log directories show.
 *
 * @param broker the broker
 * @param totalBytes the size of its smallest log directory's volume; -1 where not known
 * @param usableBytes what is free in its fullest log directory, which a new replica may land in; -1
 *     where not known
 * @param replicaBytes the bytes of each replica on it, also of those still being copied
 */
public record BrokerDisk(
    int broker, long totalBytes, long usableBytes, Map<PartitionRef, Long> replicaBytes) {
  public BrokerDisk {
    replicaBytes = Map.copyOf(replicaBytes);
  }

  /** The bytes of a replica; 0 where there is none. */
  public long bytesOf(PartitionRef partition) {
    return replicaBytes.getOrDefault(partition, 0L);
  }
}
