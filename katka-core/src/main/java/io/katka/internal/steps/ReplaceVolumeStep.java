package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.gate.LastCopies;
import io.katka.spec.NodeSpec;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.VolumeState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;

/** Gives a node whose data is gone a new, empty volume and starts it. */
record ReplaceVolumeStep(NodeSpec node) implements Step {
  @Override
  public String name() {
    return StepNames.REPLACE_VOLUME;
  }

  /** What was in sync elsewhere when this was planned may have gone since. */
  @Override
  public StepOutcome gate(StepContext context) {
    PlatformState nodes = context.nodes();
    if (!isWiped(nodes, node.id())) {
      return StepOutcome.done();
    }
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    List<Blocker> last =
        LastCopies.on(node.id(), table, id -> nodes.node(id).isPresent() && !isWiped(nodes, id));
    if (!last.isEmpty()) {
      return StepOutcome.failed(
          ("the data of node %d is gone, and since this was planned %d partitions lost their"
                  + " last other in-sync replica: it is not formatted (%s)")
              .formatted(node.id(), last.size(), last.get(0).describe()));
    }
    // Of two that are both away, Kafka may take the other one out of the set, and wait for this.
    return StepOutcome.of(stillInSync(table));
  }

  private List<Blocker> stillInSync(PartitionTable table) {
    var blockers = new ArrayList<Blocker>();
    for (int row : table.rowsOn(node.id())) {
      if (table.isInSync(row, table.positionOf(row, node.id()))) {
        String what = "node %d is still in the in-sync set of %s";
        blockers.add(new Blocker.InProgress(what.formatted(node.id(), table.ref(row)), 1));
      }
    }
    return blockers;
  }

  private static boolean isWiped(PlatformState nodes, int id) {
    return nodes.node(id).map(PlatformNode::volume).orElse(VolumeState.UNKNOWN)
        == VolumeState.WIPED;
  }

  @Override
  public void act(StepContext context) {
    if (isWiped(context.nodes(), node.id())) {
      context.platform().replaceVolume(context.lock(), context.ref(), node);
    }
  }

  @Override
  public StepOutcome await(StepContext context) {
    List<Integer> ids = List.of(node.id());
    return Nodes.failure(context, ids)
        .orElseGet(() -> StepOutcome.of(Nodes.notRunning(context, ids)));
  }
}
