package io.katka.k8s.internal.runtime;

import io.katka.error.Blocker;
import io.katka.error.PreconditionException;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.util.List;

/** Acts that a node's state forbids. */
final class Refusals {
  private Refusals() {}

  static void ifWiped(PlatformNode node) {
    if (node.volume() == VolumeState.WIPED) {
      throw new PreconditionException(
          "Node %d is not started: its volume was formatted once and is empty now, its data is gone. It is not formatted again by itself, because it may have held the last copy; replace the node's volume."
              .formatted(node.id()),
          List.of(new Blocker.NodeNotReady(node.id(), "volume wiped", "volume formatted")));
    }
  }

  static void whileUp(NodeView node, String what) {
    if (node.pod().isPresent() && node.node().phase() != NodePhase.FAILED) {
      throw running(node.spec().id(), what);
    }
  }

  static PreconditionException notWiped(int node, NodePhase phase) {
    return phase == NodePhase.RUNNING
        ? running(node, "its volume is replaced")
        : new PreconditionException(
            "The volume of node %d is not replaced: it is not wiped, as far as can be seen."
                .formatted(node),
            List.of(new Blocker.NodeNotReady(node, "volume formatted", "volume wiped")));
  }

  private static PreconditionException running(int node, String what) {
    return new PreconditionException(
        "Node %d runs: it must be stopped before %s.".formatted(node, what),
        List.of(new Blocker.NodeNotReady(node, "running", "stopped")));
  }
}
