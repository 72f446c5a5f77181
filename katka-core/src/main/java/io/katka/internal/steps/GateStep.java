package io.katka.internal.steps;

import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.Set;

/** Waits until the safety gate and the callers' gates say go in two looks, one after the other. */
final class GateStep implements Step {
  private final Set<Integer> nodes;
  private final Gates gates;
  private final TwoLooks looks = new TwoLooks();

  GateStep(Set<Integer> nodes, Gates gates) {
    this.nodes = nodes;
    this.gates = gates;
  }

  @Override
  public String name() {
    return StepNames.GATE;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    return looks.confirmed(gates.beforeStopping(context, Portions.next(context, nodes)));
  }

  @Override
  public void act(StepContext context) {
    // Only waits.
  }
}
