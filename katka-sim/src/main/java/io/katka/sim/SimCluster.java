package io.katka.sim;

import io.katka.state.FeatureState;
import io.katka.state.PartitionRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the controllers keep: topics, partitions with their in-sync sets and leaders, configuration
 * and features. Nothing of it changes while there is no active controller. Leaders are elected from
 * the in-sync set only.
 */
final class SimCluster {
  private final SimWorld world;
  private final SimConfig config = new SimConfig();
  private final Map<String, SimTopic> topics = new TreeMap<>();
  private final Map<PartitionRef, SimPartition> byRef = new LinkedHashMap<>();
  private final List<SimPartition> partitions = new ArrayList<>();
  final Map<String, Integer> finalized = new TreeMap<>();
  private final java.util.Set<Integer> ghosts = new java.util.TreeSet<>();
  private long version;

  SimCluster(SimWorld world) {
    this.world = world;
  }

  SimConfig config() {
    return config;
  }

  List<SimPartition> partitions() {
    return partitions;
  }

  Map<String, SimTopic> topics() {
    return topics;
  }

  @Nullable SimPartition partition(PartitionRef ref) {
    return byRef.get(ref);
  }

  @Nullable SimNode node(int id) {
    return world.nodes().get(id);
  }

  /** Registered brokers of which the platform has no node. */
  java.util.Set<Integer> ghosts() {
    return ghosts;
  }

  /** Counts up with every change of what clients can see. */
  long version() {
    return version;
  }

  void touch() {
    version++;
  }

  void begin(int metadataLevel) {
    finalized.put(FeatureState.METADATA_VERSION, metadataLevel);
    finalized.put(FeatureState.KRAFT_VERSION, 1);
  }

  void end() {
    topics.clear();
    byRef.clear();
    partitions.clear();
    finalized.clear();
    config.clear();
    version++;
  }

  SimTopic create(String name, List<List<Integer>> assignments, long bytesPerSecond, long bytes) {
    var topic = new SimTopic(name, bytesPerSecond, config);
    topics.put(name, topic);
    for (int number = 0; number < assignments.size(); number++) {
      var partition = new SimPartition(topic, number);
      for (int broker : assignments.get(number)) {
        var replica = new SimReplica(broker, world.now());
        replica.logEnd = bytes;
        replica.inSync = leads(broker);
        replica.caughtUpAt = world.now();
        partition.replicas.add(replica);
      }
      partition.acknowledged = bytes;
      partition.changedAt = world.now();
      topic.partitions.add(partition);
      elect(partition);
    }
    rebuild();
    return topic;
  }

  void delete(String name) {
    topics.remove(name);
    rebuild();
  }

  private void rebuild() {
    partitions.clear();
    byRef.clear();
    topics.values().forEach(t -> t.partitions.forEach(partitions::add));
    partitions.forEach(p -> byRef.put(p.ref, p));
    version++;
  }

  /** What a broker has written, over all partitions. */
  long bytesOn(int broker) {
    long bytes = 0;
    for (SimPartition partition : partitions) {
      SimReplica replica = partition.replica(broker);
      bytes += replica == null ? 0 : replica.logEnd;
    }
    return bytes;
  }

  /** Whether a broker can lead just now: clients and followers reach it. */
  boolean leads(int broker) {
    SimNode node = node(broker);
    return node != null && node.answers() && node.registered;
  }

  long now() {
    return world.now();
  }

  boolean canChange() {
    return world.quorum().isActive();
  }

  /** Lets the in-sync set of a partition follow what its leader sees; ends moves that are done. */
  void review(SimPartition partition, long now, long lagMillis) {
    if (!canChange()) {
      return;
    }
    SimReplica leader = partition.leader;
    for (SimReplica replica : partition.replicas) {
      if (replica == leader) {
        continue;
      }
      if (replica.inSync && now - replica.caughtUpAt > lagMillis) {
        leave(partition, replica, "lags");
      } else if (!replica.inSync && replica.caughtUpAt == now && mayJoin(replica.broker)) {
        replica.inSync = true;
        replica.joinedAt = now;
        mark(partition);
      }
    }
    Moves.completeIfDone(this, partition);
  }

  private boolean mayJoin(int broker) {
    SimNode node = node(broker);
    return node != null && node.serves() && !node.leaving;
  }

  private void leave(SimPartition partition, SimReplica replica, String why) {
    replica.inSync = false;
    mark(partition);
    if (world.isTraced()) {
      world.trace(partition.ref + ": " + replica.broker + " leaves the in-sync set, " + why);
    }
  }

  void mark(SimPartition partition) {
    partition.changedAt = world.now();
    version++;
  }

  /** The controllers count on a broker no more: its partitions are led by others. */
  void fence(SimNode node) {
    node.unfenced = false;
    version++;
    for (SimPartition partition : partitions) {
      SimReplica replica = partition.replica(node.id());
      if (replica != null) {
        release(partition, replica);
      }
    }
  }

  /** A broker on its way down gives its partitions to others while it still serves. */
  void shutDown(SimNode node) {
    node.leaving = true;
    for (SimPartition partition : partitions) {
      SimReplica replica = partition.replica(node.id());
      if (replica != null && replica.inSync && othersInSync(partition, replica)) {
        release(partition, replica);
      }
    }
  }

  private boolean othersInSync(SimPartition partition, SimReplica replica) {
    for (SimReplica other : partition.replicas) {
      if (other != replica && other.inSync && counts(other.broker)) {
        return true;
      }
    }
    return false;
  }

  private void release(SimPartition partition, SimReplica replica) {
    if (replica.inSync && partition.inSyncCount() > 1) {
      leave(partition, replica, "out of service");
    }
    if (partition.leader == replica) {
      elect(partition);
    }
  }

  /**
   * A broker without its data came back under a new directory. It leaves the in-sync sets; where it
   * is the last of one, the controllers know of nobody better and it leads, empty as it is.
   */
  void forgetCopies(int broker) {
    for (SimPartition partition : partitions) {
      SimReplica replica = partition.replica(broker);
      if (replica != null && replica.inSync) {
        release(partition, replica);
      }
    }
  }

  /** The controllers count on a broker again. */
  void unfence(SimNode node) {
    node.unfenced = true;
    node.leaving = false;
    node.downByKatka = false;
    version++;
    electWhereNoneLeads();
  }

  void controllerElected() {
    version++;
    electWhereNoneLeads();
    world.nodes().reviewAll();
  }

  private void electWhereNoneLeads() {
    for (SimPartition partition : partitions) {
      if (partition.leader == null) {
        elect(partition);
      }
    }
  }

  private boolean counts(int broker) {
    SimNode node = node(broker);
    return node != null && node.registered && node.unfenced && !node.leaving;
  }

  /** Elects the first of the in-sync replicas that the controllers count on. */
  void elect(SimPartition partition) {
    SimReplica next = null;
    for (SimReplica replica : partition.replicas) {
      if (replica.inSync && counts(replica.broker)) {
        next = replica;
        break;
      }
    }
    lead(partition, next);
  }

  void electPreferred(SimPartition partition) {
    SimReplica first = partition.replicas.get(0);
    if (first.inSync && counts(first.broker) && partition.leader != first) {
      lead(partition, first);
    }
  }

  private void lead(SimPartition partition, @Nullable SimReplica next) {
    if (partition.leader == next) {
      return;
    }
    partition.leader = next;
    version++;
    if (next != null) {
      world.judge().elected(partition, next);
    }
  }
}
