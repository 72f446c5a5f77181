package io.katka.sim;

import java.util.Arrays;
import java.util.List;

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
  private final Allowance fetched = new Allowance();
  private final Allowance throttledIn = new Allowance();
  private final Allowance throttledOut = new Allowance();
  private int offset;

  Replication(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** Lets one portion of time pass for all partitions. */
  void pass(long now) {
    fetched.renew();
    throttledIn.renew();
    throttledOut.renew();
    offset++;
    List<SimPartition> partitions = cluster.partitions();
    int count = partitions.size();
    for (int i = 0; i < count; i++) {
      // Not the same ones are served first each time.
      pass(partitions.get((i + offset) % count), now);
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
    boolean steady = true;
    List<SimReplica> replicas = partition.replicas;
    for (int i = 0; i < replicas.size(); i++) {
      SimReplica replica = replicas.get(i);
      if (replica != leader) {
        follow(partition, leader, replica, written, now);
      }
      if (replica.inSync) {
        least = Math.min(least, replica.logEnd);
      }
      steady &= replica.inSync && replica.caughtUpAt == now && !replica.isMoving();
    }
    if (writable) {
      partition.acknowledged = Math.max(partition.acknowledged, least);
    }
    if (!steady) {
      cluster.review(partition, now, LAG_MILLIS);
    }
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
      long got = near ? lag : fetch(partition, leader.broker, replica, node, lag);
      count(partition, leader.broker, replica.broker, got);
      replica.logEnd += got;
    }
    if (replica.logEnd >= leader.logEnd) {
      replica.caughtUpAt = now;
    }
  }

  private long fetch(
      SimPartition partition, int leader, SimReplica replica, SimNode node, long lag) {
    int broker = replica.broker;
    long rate = node.slowDisk ? SLOW_DISK_BYTES_PER_SECOND : FETCH_BYTES_PER_SECOND;
    long got = Math.min(lag, fetched.left(broker, rate));
    boolean settled = replica.inSync;
    if (!settled && isListed(partition, FOLLOWER_REPLICAS, broker)) {
      got = Math.min(got, throttledIn.left(broker, rate(broker, FOLLOWER_RATE)));
    }
    if (!settled && isListed(partition, LEADER_REPLICAS, leader)) {
      got = Math.min(got, throttledOut.left(leader, rate(leader, LEADER_RATE)));
    }
    fetched.take(broker, got);
    return got;
  }

  /** What replicas in sync fetch counts too, though it is never held up. */
  private void count(SimPartition partition, int leader, int broker, long got) {
    if (isListed(partition, FOLLOWER_REPLICAS, broker)) {
      throttledIn.left(broker, rate(broker, FOLLOWER_RATE));
      throttledIn.take(broker, got);
    }
    if (isListed(partition, LEADER_REPLICAS, leader)) {
      throttledOut.left(leader, rate(leader, LEADER_RATE));
      throttledOut.take(leader, got);
    }
  }

  private long rate(int broker, String key) {
    String rate = cluster.config().broker(broker).get(key);
    return rate == null
        ? Long.MAX_VALUE / MILLIS / Allowance.MOST_SECONDS_TOO_MUCH
        : Long.parseLong(rate);
  }

  private static boolean isListed(SimPartition partition, String key, int broker) {
    return partition.topic.isPaced(key, partition.ref.partition(), broker);
  }

  /** What each broker may still copy in this portion of time; what was too much is made good. */
  private static final class Allowance {
    private static final int MOST_SECONDS_TOO_MUCH = 10;

    private long[] left = new long[0];
    private boolean[] known = new boolean[0];

    void renew() {
      Arrays.fill(known, false);
    }

    long left(int broker, long bytesPerSecond) {
      if (broker >= left.length) {
        left = Arrays.copyOf(left, broker + 16);
        known = Arrays.copyOf(known, broker + 16);
      }
      if (!known[broker]) {
        long before = Math.max(-MOST_SECONDS_TOO_MUCH * bytesPerSecond, Math.min(0, left[broker]));
        left[broker] = before + bytesPerSecond * MILLIS / 1000;
        known[broker] = true;
      }
      return Math.max(0, left[broker]);
    }

    void take(int broker, long bytes) {
      left[broker] -= bytes;
    }
  }
}
