package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.gate.CaughtUp;
import io.katka.state.QuorumState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;

/** Takes a controller's vote away, where the others are a caught-up majority without it. */
record LeaveQuorumStep(int node) implements Step {
  @Override
  public String name() {
    return StepNames.LEAVE_QUORUM;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    QuorumState quorum = context.gateway().observeQuorum();
    if (quorum.voter(node).isEmpty()) {
      return StepOutcome.done();
    }
    int staying = quorum.voters().size() - 1;
    long caughtUp = quorum.voters().stream().filter(v -> v.id() != node && CaughtUp.is(v)).count();
    return staying > 0 && caughtUp >= staying / 2 + 1
        ? StepOutcome.done()
        : StepOutcome.notYet(
            new Blocker.QuorumAtRisk(
                "%d of the %d voters that stay are caught up".formatted(caughtUp, staying)));
  }

  @Override
  public void act(StepContext context) {
    var voter = context.gateway().observeQuorum().voter(node);
    if (voter.isPresent()) {
      context.lock();
      context.gateway().voters().orElseThrow().remove(node, voter.get().directoryId());
    }
  }

  @Override
  public StepOutcome await(StepContext context) {
    return context.gateway().observeQuorum().voter(node).isEmpty()
        ? StepOutcome.done()
        : StepOutcome.notYet(new Blocker.QuorumAtRisk("node " + node + " still votes"));
  }
}
