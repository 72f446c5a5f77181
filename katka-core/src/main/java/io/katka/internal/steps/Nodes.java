package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.spec.NodeSpec;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.NodePhase;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Questions about nodes that several steps ask. */
final class Nodes {
  private static final int LOG_LINES = 30;

  private Nodes() {}

  static boolean isDown(StepContext context, int node) {
    return context.nodes().node(node).map(n -> n.phase().isDown()).orElse(false);
  }

  /**
   * Asks for a node that runs what its spec says. One that seems to be down is started, which stops
   * nothing should the platform's view of it be old: the gate did not judge a node that runs.
   *
   * @return whether it was only started
   */
  static boolean startAnew(StepContext context, NodeSpec node) {
    boolean down = isDown(context, node.id());
    if (down) {
      context.platform().start(context.lock(), context.ref(), node);
    } else {
      context.platform().restart(context.lock(), context.ref(), node);
    }
    return down;
  }

  /** Whether what runs, or is on its way, was started from the revision of that fingerprint. */
  static boolean isSuccessor(PlatformNode now, String fingerprint) {
    boolean up = now.phase() == NodePhase.STARTING || now.phase() == NodePhase.RUNNING;
    return up && now.runningFingerprint().equals(fingerprint);
  }

  /** A node that failed, with its last words; empty while all are well or on their way. */
  static Optional<StepOutcome> failure(StepContext context, Collection<Integer> ids) {
    return failure(context, ids::contains);
  }

  /** The same of the nodes concerned, which is asked only of those that failed. */
  static Optional<StepOutcome> failure(StepContext context, IntPredicate concerned) {
    for (PlatformNode node : context.nodes().nodes()) {
      if (node.phase() == NodePhase.FAILED && concerned.test(node.id())) {
        return Optional.of(failed(context, node));
      }
    }
    return Optional.empty();
  }

  private static StepOutcome failed(StepContext context, PlatformNode node) {
    List<String> tail = context.platform().logTail(context.ref(), node.id(), LOG_LINES);
    return new StepOutcome.Failed(
        "node %d does not run %s: %s"
            .formatted(node.id(), node.spec().revision().release(), node.detail()),
        tail);
  }

  /** A node that is to go for good, and got replicas since it was seen empty. */
  static Optional<StepOutcome> holding(StepContext context, int node) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    int[] rows = table.rowsOn(node);
    return rows.length == 0
        ? Optional.empty()
        : Optional.of(
            StepOutcome.failed(
                ("somebody put replicas on node %d, of %s first, after it was drained:"
                        + " apply() again drains it again")
                    .formatted(node, table.ref(rows[0]))));
  }

  static List<Blocker> notRunning(StepContext context, Collection<Integer> ids) {
    var blockers = new ArrayList<Blocker>();
    for (int id : ids) {
      PlatformNode node = context.nodes().node(id).orElse(null);
      if (node == null) {
        blockers.add(new Blocker.NodeNotReady(id, NodePhase.UNKNOWN.toString(), "RUNNING"));
      } else if (node.phase() != NodePhase.RUNNING) {
        blockers.add(new Blocker.NodeNotReady(id, describe(node), "RUNNING"));
      }
    }
    return blockers;
  }

  /** What it does, and why where the platform says. */
  static String describe(PlatformNode node) {
    return node.detail().isEmpty() ? node.phase().toString() : node.phase() + ": " + node.detail();
  }
}
