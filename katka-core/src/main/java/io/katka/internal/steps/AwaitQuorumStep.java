package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.error.UnreachableException;
import io.katka.internal.gate.CaughtUp;
import io.katka.spec.NodeKind;
import io.katka.state.PlatformNode;
import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import io.katka.state.VolumeState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until the quorum has a leader and these voters, where any are named, are caught up. Where
 * none are, a leader is enough: brokers are started after it, and a voter that failed is missed
 * only while nobody leads.
 */
record AwaitQuorumStep(Set<Integer> voters) implements Step {
  @Override
  public String name() {
    return StepNames.AWAIT_QUORUM;
  }

  @Override
  public void act(StepContext context) {
    // Only waits.
  }

  @Override
  public StepOutcome await(StepContext context) {
    Optional<StepOutcome> failure = Nodes.failure(context, id -> isAwaited(context, id));
    if (failure.isPresent() && !(voters.isEmpty() && isLed(context))) {
      return failure.get();
    }
    List<Blocker> blockers = new ArrayList<>(Nodes.notRunning(context, voters));
    if (blockers.isEmpty()) {
      blockers.addAll(behind(context.gateway().observeQuorum()));
    }
    return StepOutcome.of(blockers);
  }

  private boolean isAwaited(StepContext context, int id) {
    return voters.isEmpty()
        ? context.nodes().node(id).filter(AwaitQuorumStep::mayVote).isPresent()
        : voters.contains(id);
  }

  private static boolean mayVote(PlatformNode node) {
    return node.spec().kind() != NodeKind.BROKER && node.volume() != VolumeState.WIPED;
  }

  private static boolean isLed(StepContext context) {
    try {
      return context.gateway().observeQuorum().leaderId() >= 0;
    } catch (UnreachableException e) {
      return false;
    }
  }

  private List<Blocker> behind(QuorumState quorum) {
    var blockers = new ArrayList<Blocker>();
    if (quorum.leaderId() < 0) {
      blockers.add(new Blocker.QuorumAtRisk("no leader yet"));
    }
    for (int id : voters) {
      Member voter = quorum.voter(id).orElse(null);
      if (voter == null) {
        blockers.add(new Blocker.QuorumAtRisk("node " + id + " does not vote yet"));
      } else if (!CaughtUp.is(voter)) {
        blockers.add(
            new Blocker.InProgress("node " + id + " catches up with the quorum", voter.lag()));
      }
    }
    return blockers;
  }
}
