package io.katka.sim;

import io.katka.error.KatkaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Reassignments, as the controllers carry them out: replicas are added, and once those being added
 * are in sync, the others are removed.
 *
 * <p>Simpler than Kafka: a reassignment changed on its way keeps waiting for what the change still
 * adds, and its original replicas are those that were settled.
 */
final class Moves {
  private Moves() {}

  static void alter(SimCluster cluster, SimPartition partition, List<Integer> target) {
    check(cluster, partition, target);
    var there = new ArrayList<>(partition.replicas);
    partition.replicas.clear();
    for (int broker : target) {
      SimReplica replica = find(there, broker);
      if (replica == null) {
        replica = new SimReplica(broker, cluster.now());
        replica.adding = true;
      } else if (replica.removing) {
        replica.placedAt = cluster.now();
      }
      replica.removing = false;
      partition.replicas.add(replica);
    }
    for (SimReplica replica : there) {
      boolean unwanted = !target.contains(replica.broker);
      if (unwanted && !(replica.adding && !replica.inSync)) {
        replica.adding = false;
        replica.removing = true;
        partition.replicas.add(replica);
      }
    }
    cluster.mark(partition);
    completeIfDone(cluster, partition);
  }

  private static void check(SimCluster cluster, SimPartition partition, List<Integer> target) {
    for (int broker : target) {
      SimNode node = cluster.node(broker);
      if (node == null || !node.registered) {
        throw new KatkaException(
            "Replicas of %s cannot be %s: broker %d is not registered."
                .formatted(partition.ref, target, broker));
      }
    }
    boolean twice = new HashSet<>(target).size() != target.size();
    boolean resized = !partition.isMoving() && target.size() != partition.replicas.size();
    if (target.isEmpty() || twice || resized) {
      throw new KatkaException(
          "Replicas of %s cannot be %s: it has %d replicas."
              .formatted(partition.ref, target, partition.replicas.size()));
    }
  }

  private static @org.jspecify.annotations.Nullable SimReplica find(
      List<SimReplica> replicas, int broker) {
    for (SimReplica replica : replicas) {
      if (replica.broker == broker) {
        return replica;
      }
    }
    return null;
  }

  static void cancel(SimCluster cluster, SimPartition partition) {
    if (!partition.isMoving()) {
      return;
    }
    partition.replicas.removeIf(r -> r.adding);
    for (SimReplica replica : partition.replicas) {
      replica.placedAt = replica.removing ? cluster.now() : replica.placedAt;
      replica.removing = false;
    }
    settle(cluster, partition);
  }

  static void completeIfDone(SimCluster cluster, SimPartition partition) {
    boolean moving = false;
    boolean remains = false;
    for (SimReplica replica : partition.replicas) {
      if (replica.adding && !replica.inSync) {
        return;
      }
      moving |= replica.adding || replica.removing;
      remains |= replica.inSync && !replica.removing;
    }
    if (!moving || !remains) {
      return;
    }
    partition.replicas.removeIf(r -> r.removing);
    partition.replicas.forEach(r -> r.adding = false);
    settle(cluster, partition);
  }

  private static void settle(SimCluster cluster, SimPartition partition) {
    cluster.mark(partition);
    if (partition.leader != null && !partition.replicas.contains(partition.leader)) {
      cluster.elect(partition);
    }
  }
}
