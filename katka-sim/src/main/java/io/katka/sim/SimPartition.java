package io.katka.sim;

import io.katka.state.PartitionRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partition's replicas, its leader, and what it has acknowledged. */
final class SimPartition {
  final PartitionRef ref;
  final SimTopic topic;
  final List<SimReplica> replicas = new ArrayList<>();
  @Nullable SimReplica leader;

  /** Everything before this was acknowledged to producers that asked for all replicas. */
  long acknowledged;

  /** When its in-sync set, or what is required of it, last changed. */
  long changedAt;

  /** Since when it takes no writes; negative while it does. */
  long unavailableSince = -1;

  /** A fault destroyed every copy of what was acknowledged: nobody else is to blame. */
  boolean destroyed;

  SimPartition(SimTopic topic, int number) {
    this.topic = topic;
    ref = new PartitionRef(topic.name, number);
  }

  @Nullable SimReplica replica(int broker) {
    for (int i = 0; i < replicas.size(); i++) {
      SimReplica replica = replicas.get(i);
      if (replica.broker == broker) {
        return replica;
      }
    }
    return null;
  }

  boolean hasInSync(int broker) {
    SimReplica replica = replica(broker);
    return replica != null && replica.inSync;
  }

  int inSyncCount() {
    int count = 0;
    for (int i = 0; i < replicas.size(); i++) {
      count += replicas.get(i).inSync ? 1 : 0;
    }
    return count;
  }

  boolean isMoving() {
    for (SimReplica replica : replicas) {
      if (replica.isMoving()) {
        return true;
      }
    }
    return false;
  }

  /** Whether enough replicas are in sync for a write to be acknowledged. */
  boolean hasMinIsr() {
    return inSyncCount() >= topic.minIsr();
  }
}
