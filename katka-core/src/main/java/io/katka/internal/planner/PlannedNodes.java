package io.katka.internal.planner;

import io.katka.plan.Action;
import io.katka.plan.Plan;
import io.katka.spec.NodeSpec;
import java.util.List;
import java.util.stream.Stream;

/** The nodes that a plan creates, starts or changes. */
public final class PlannedNodes {
  private PlannedNodes() {}

  /** Those nodes, as they are to be. */
  public static List<NodeSpec> of(Plan plan) {
    return plan.steps().stream().flatMap(step -> nodes(step.action())).distinct().toList();
  }

  private static Stream<NodeSpec> nodes(Action action) {
    if (action instanceof Action.StartNodes start) {
      return start.nodes().stream();
    }
    if (action instanceof Action.RestartBatch batch) {
      return batch.nodes().stream();
    }
    if (action instanceof Action.RestartNode restart) {
      return Stream.of(restart.node());
    }
    if (action instanceof Action.ReplaceVolume replace) {
      return Stream.of(replace.node());
    }
    return Stream.empty();
  }
}
