package io.katka.internal.planner;

import io.katka.internal.gate.Sharing;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which brokers are restarted together: a greedy colouring of the graph in which brokers that share
 * a partition are neighbours, no colour used more often than brokers may be down. A broker that is
 * a controller too goes alone.
 */
final class Batches {
  private Batches() {}

  /** The brokers in batches, in their order by the first of each. */
  static List<List<NodeSpec>> of(List<NodeSpec> brokers, PartitionTable table, int most) {
    if (most == 1) {
      return brokers.stream().map(List::of).toList();
    }
    var sharing = Sharing.of(table);
    List<List<NodeSpec>> batches = new ArrayList<>();
    for (NodeSpec broker : brokers) {
      batches.stream()
          .filter(batch -> batch.size() < most && mayJoin(batch, broker, sharing))
          .findFirst()
          .orElseGet(
              () -> {
                List<NodeSpec> batch = new ArrayList<>();
                batches.add(batch);
                return batch;
              })
          .add(broker);
    }
    return batches;
  }

  private static boolean mayJoin(List<NodeSpec> batch, NodeSpec broker, Sharing sharing) {
    return broker.kind() == NodeKind.BROKER
        && batch.stream()
            .allMatch(
                other ->
                    other.kind() == NodeKind.BROKER && !sharing.share(other.id(), broker.id()));
  }
}
