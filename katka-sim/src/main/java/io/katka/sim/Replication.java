package io.katka.sim;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How records spread from leaders to followers, a portion of time at once. A follower that is near
 * its leader follows at once; one that is far shares its broker's fetch rate, and the throttle
 * where one is set, with the other replicas that catch up there.
 *
 * <p>Simpler than Kafka: the leader's own egress is not a limit besides its throttle, and the high
 * watermark is the least log end of the in-sync set without the delay of a fetch.
 */
final class Replication {
  /** How long a portion is. */
  static final long MILLIS = 500;

  private static final long LAG_MILLIS = 30_000;
  private static final long FETCH_BYTES_PER_SECOND = 80_000_000;
  private static final long SLOW_DISK_BYTES_PER_SECOND = 20_000;
  private static final String LEADER_RATE = "leader.replication.throttled.rate";
  private static final String FOLLOWER_RATE = "follower.replication.throttled.rate";
  private static final String LEADER_REPLICAS = "leader.replication.throttled.replicas";
  private static final String FOLLOWER_REPLICAS = "follower.replication.throttled.replicas";

  private final SimCluster cluster;
  private final Map<Integer, Long> budget = new HashMap<>();
  private final Map<Integer, Long> throttledIn = new HashMap<>();
  private final Map<Integer, Long> throttledOut = new HashMap<>();
  private int offset;

  Replication(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** Lets one portion of time pass for all partitions. */
  void pass(long now) {
    budget.clear();
    throttledIn.clear();
    throttledOut.clear();
    offset++;
    int count = cluster.partitions().size();
    for (int i = 0; i < count; i++) {
      // Not the same ones are served first each time.
      pass(cluster.partitions().get((i + offset) % count), now);
    }
  }

  private void pass(SimPartition partition, long now) {
    SimReplica leader = partition.leader;
    if (leader == null || !cluster.leads(leader.broker)) {
      return;
    }
    boolean writable = partition.hasMinIsr();
    long written = partition.topic.bytesPerSecond * MILLIS / 1000;
    if (writable) {
      leader.logEnd += written;
    }
    leader.caughtUpAt = now;
    long least = leader.logEnd;
    for (SimReplica replica : partition.replicas) {
      if (replica != leader) {
        follow(partition, leader, replica, written, now);
      }
      if (replica.inSync) {
        least = Math.min(least, replica.logEnd);
      }
    }
    if (writable) {
      partition.acknowledged = Math.max(partition.acknowledged, least);
    }
    cluster.review(partition, now, LAG_MILLIS);
  }

  private void follow(
      SimPartition partition, SimReplica leader, SimReplica replica, long written, long now) {
    SimNode node = cluster.node(replica.broker);
    if (node == null || !node.answers()) {
      return;
    }
    long lag = leader.logEnd - replica.logEnd;
    if (lag < 0) {
      replica.logEnd = leader.logEnd;
    } else if (lag > 0) {
      boolean near = lag <= 2 * written && !node.slowDisk;
      replica.logEnd += near ? lag : fetch(partition, leader.broker, replica, lag);
    }
    if (replica.logEnd >= leader.logEnd) {
      replica.caughtUpAt = now;
    }
  }

  private long fetch(SimPartition partition, int leader, SimReplica replica, long lag) {
    SimNode node = cluster.node(replica.broker);
    long rate = node != null && node.slowDisk ? SLOW_DISK_BYTES_PER_SECOND : FETCH_BYTES_PER_SECOND;
    long left = budget.computeIfAbsent(replica.broker, b -> rate * MILLIS / 1000);
    long got = Math.min(lag, left);
    boolean settled = replica.inSync;
    if (!settled && isListed(partition, FOLLOWER_REPLICAS, replica.broker)) {
      got = Math.min(got, throttled(throttledIn, replica.broker, FOLLOWER_RATE));
    }
    boolean paced = !settled && isListed(partition, LEADER_REPLICAS, leader);
    if (paced) {
      got = Math.min(got, throttled(throttledOut, leader, LEADER_RATE));
    }
    budget.merge(replica.broker, -got, Long::sum);
    if (!settled) {
      long taken = got;
      throttledIn.computeIfPresent(replica.broker, (b, rest) -> rest - taken);
      throttledOut.computeIfPresent(leader, (b, rest) -> rest - taken);
    }
    return got;
  }

  private long throttled(Map<Integer, Long> left, int broker, String key) {
    return Math.max(
        0,
        left.computeIfAbsent(
            broker,
            b -> {
              String rate = cluster.config().broker(b).get(key);
              return rate == null ? Long.MAX_VALUE / 2 : Long.parseLong(rate) * MILLIS / 1000;
            }));
  }

  private static boolean isListed(SimPartition partition, String key, int broker) {
    @Nullable String listed = partition.topic.config.get(key);
    return listed != null
        && (listed.equals("*")
            || java.util.Arrays.asList(listed.split(","))
                .contains(partition.ref.partition() + ":" + broker));
  }
}
