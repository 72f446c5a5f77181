package io.katka.zookeeper;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.KafkaGateway.Reassignments;
import io.katka.state.PartitionRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves replicas as the controller of Kafka before 2.4 knows it: one node holds all that is to be
 * moved, the controller takes out what has arrived, and removes the node at the end. The node is
 * only ever created, so a reassignment of somebody else is never overwritten.
 */
final class ZooKeeperReassignments implements Reassignments {
  static final String PATH = "/admin/reassign_partitions";

  /** A node holds 1 MiB at most. */
  private static final int PARTITIONS_A_BATCH = 1_000;

  private final Session session;

  ZooKeeperReassignments(Session session) {
    this.session = session;
  }

  @Override
  public boolean canAdd() {
    return false;
  }

  @Override
  public void alter(Map<PartitionRef, List<Integer>> targets) {
    String what = "reassign %d partitions".formatted(targets.size());
    int left = session.with(what, nodes -> begin(nodes, targets));
    if (left > 0) {
      throw busy(what, left + " of them wait until the others have moved");
    }
  }

  private static int begin(ZNodes nodes, Map<PartitionRef, List<Integer>> targets)
      throws InterruptedException {
    Map<PartitionRef, List<Integer>> due = due(nodes, targets);
    if (due.isEmpty()) {
      return 0;
    }
    refuseUnknown(nodes, due);
    var batch = new TreeMap<PartitionRef, List<Integer>>();
    due.entrySet().stream()
        .limit(PARTITIONS_A_BATCH)
        .forEach(entry -> batch.put(entry.getKey(), entry.getValue()));
    return nodes.create(PATH, PartitionsJson.reassignment(batch))
        ? due.size() - batch.size()
        : due.size();
  }

  /** What is not where it shall be; topics and partitions that are gone are left out. */
  private static Map<PartitionRef, List<Integer>> due(
      ZNodes nodes, Map<PartitionRef, List<Integer>> targets) throws InterruptedException {
    var now = new TreeMap<PartitionRef, List<Integer>>();
    for (String topic : targets.keySet().stream().map(PartitionRef::topic).distinct().toList()) {
      nodes
          .read("/brokers/topics/" + topic)
          .ifPresent(text -> now.putAll(PartitionsJson.ofTopic(topic, text)));
    }
    var due = new TreeMap<>(targets);
    due.entrySet()
        .removeIf(e -> !now.containsKey(e.getKey()) || now.get(e.getKey()).equals(e.getValue()));
    return due;
  }

  /** The controller would begin such a move, which never ends, and cannot be taken back. */
  private static void refuseUnknown(ZNodes nodes, Map<PartitionRef, List<Integer>> due)
      throws InterruptedException {
    var known = new HashMap<Integer, Boolean>();
    for (var entry : due.entrySet()) {
      for (int broker : entry.getValue()) {
        if (!known.containsKey(broker)) {
          known.put(broker, nodes.read("/brokers/ids/" + broker).isPresent());
        }
        if (!known.get(broker)) {
          throw new KatkaException(
              "Could not move %s to %s: broker %d has no session with ZooKeeper, and the move could not be cancelled. Try again when it is back."
                  .formatted(entry.getKey(), entry.getValue(), broker));
        }
      }
    }
  }

  private static UnreachableException busy(String what, String why) {
    return new UnreachableException(
        "Could not %s at once: %s. Until 2.4 Kafka carries out one batch of moves at a time, that in %s."
            .formatted(what, why, PATH),
        new IllegalStateException(PATH + " is there"));
  }

  @Override
  public void cancel(Collection<PartitionRef> partitions) {
    Map<PartitionRef, List<Integer>> moving =
        session
            .with(
                "look for moves to be cancelled",
                nodes -> nodes.read(PATH).map(PartitionsJson::replicas))
            .orElse(Map.of());
    if (partitions.stream().noneMatch(moving::containsKey)) {
      return;
    }
    throw new KatkaException(
        "Moves of %d partitions are not cancelled: Kafka before 2.4 cannot. They go on to their end."
            .formatted(partitions.size()));
  }
}
