package io.katka.internal.planner;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which broker settings Kafka takes up cluster-wide without a restart: the update mode
 * "cluster-wide" of the broker configuration reference.
 */
public final class DynamicConfig {
  private static final Set<String> CLUSTER_WIDE =
      Set.of(
          "background.threads",
          "compression.type",
          "group.consumer.max.size",
          "log.cleaner.backoff.ms",
          "log.cleaner.dedupe.buffer.size",
          "log.cleaner.delete.retention.ms",
          "log.cleaner.io.buffer.load.factor",
          "log.cleaner.io.buffer.size",
          "log.cleaner.io.max.bytes.per.second",
          "log.cleaner.max.compaction.lag.ms",
          "log.cleaner.min.cleanable.ratio",
          "log.cleaner.min.compaction.lag.ms",
          "log.cleaner.threads",
          "log.cleanup.policy",
          "log.flush.interval.messages",
          "log.flush.interval.ms",
          "log.index.interval.bytes",
          "log.index.size.max.bytes",
          "log.local.retention.bytes",
          "log.local.retention.ms",
          "log.message.timestamp.after.max.ms",
          "log.message.timestamp.before.max.ms",
          "log.message.timestamp.type",
          "log.preallocate",
          "log.retention.bytes",
          "log.retention.ms",
          "log.roll.jitter.ms",
          "log.roll.ms",
          "log.segment.bytes",
          "log.segment.delete.delay.ms",
          "max.connection.creation.rate",
          "max.connections",
          "max.connections.per.ip",
          "max.connections.per.ip.overrides",
          "message.max.bytes",
          "metric.reporters",
          "min.insync.replicas",
          "num.io.threads",
          "num.network.threads",
          "num.recovery.threads.per.data.dir",
          "num.replica.fetchers",
          "producer.id.expiration.ms",
          "remote.fetch.max.wait.ms",
          "remote.log.manager.copy.max.bytes.per.second",
          "remote.log.manager.fetch.max.bytes.per.second",
          "transaction.partition.verification.enable",
          "unclean.leader.election.enable");

  private DynamicConfig() {}

  /** Those keys. */
  public static Set<String> keys() {
    return CLUSTER_WIDE;
  }

  /** The part of a configuration that needs no restart. */
  static Map<String, String> of(Map<String, String> config) {
    var dynamic = new TreeMap<>(config);
    dynamic.keySet().retainAll(CLUSTER_WIDE);
    return dynamic;
  }
}
