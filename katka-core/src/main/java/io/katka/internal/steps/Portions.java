package io.katka.internal.steps;

import io.katka.internal.gate.Sharing;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PartitionTable;
import io.katka.step.StepContext;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which of the nodes that were to go down together still may, as replicas lie now. */
final class Portions {
  private Portions() {}

  /** Of those that are well, as many as share no partition; one that is not well goes alone. */
  static Set<Integer> next(StepContext context, Collection<Integer> nodes) {
    var ordered = new TreeSet<>(nodes);
    if (ordered.size() < 2) {
      return ordered;
    }
    KafkaState kafka = context.kafka(Look.PARTITIONS, Look.QUORUM, Look.ANSWERS);
    for (int node : ordered) {
      if (!isWell(context, kafka, node)) {
        return Set.of(node);
      }
    }
    return new TreeSet<>(Sharing.of(kafka.partitions()).apart(ordered));
  }

  private static boolean isWell(StepContext context, KafkaState kafka, int node) {
    boolean runs =
        context.nodes().node(node).map(n -> n.phase() == NodePhase.RUNNING).orElse(false);
    boolean serves = kafka.broker(node).map(b -> !b.fenced() && b.answered()).orElse(false);
    return runs && serves && isInSync(kafka.partitions(), node);
  }

  private static boolean isInSync(PartitionTable table, int node) {
    for (int row : table.rowsOn(node)) {
      if (!table.isInSync(row, table.positionOf(row, node))) {
        return false;
      }
    }
    return true;
  }
}
