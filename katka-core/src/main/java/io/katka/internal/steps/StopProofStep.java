package io.katka.internal.steps;

import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.workflow.StepNames;

/** Ends the proof's traffic and counts. */
record StopProofStep(ProbeHolder probe) implements Step {
  @Override
  public String name() {
    return StepNames.STOP_PROOF;
  }

  @Override
  public void act(StepContext context) {
    probe.finish();
    probe.proof().ifPresent(proof -> context.tell("proof: " + proof));
  }
}
