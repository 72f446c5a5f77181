package io.katka.internal.steps;

import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.workflow.StepNames;

/** Records the cluster id in a ZooKeeper ensemble; refused where it is another cluster's. */
record ClaimEnsembleStep(String clusterId) implements Step {
  @Override
  public String name() {
    return StepNames.CLAIM_ENSEMBLE;
  }

  @Override
  public void act(StepContext context) {
    context.lock();
    context.gateway().identity().ifPresent(identity -> identity.claim(clusterId));
  }
}
