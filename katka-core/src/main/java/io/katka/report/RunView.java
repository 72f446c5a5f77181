package io.katka.report;

import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.DataMoved;
import io.katka.event.KatkaEvent.ProgressMade;
import io.katka.event.KatkaEvent.RunPaused;
import io.katka.event.KatkaEvent.RunResumed;
import io.katka.event.KatkaEvent.RunStarted;
import io.katka.event.KatkaEvent.StepActed;
import io.katka.event.KatkaEvent.StepFailed;
import io.katka.event.KatkaEvent.StepFinished;
import io.katka.event.KatkaEvent.StepStarted;
import io.katka.event.KatkaEvent.StepWaiting;
import io.katka.event.Movement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one run stands, as told by the events so far, in whatever order they come. Time is the
 * events' own: it stands still between them.
 */
final class RunView {
  private final Instant startedAt;
  private Instant now;
  private String cluster;
  private int steps;
  private int finished;
  private double fraction = -1;
  private String step = "";
  private int node = -1;
  private Instant stepStartedAt;
  private List<BlockedSince> blockers = List.of();
  private String pause = "";
  private @Nullable Movement movement;

  /** A run of which the first event comes now. */
  RunView(KatkaEvent first) {
    startedAt = first.at();
    now = first.at();
    stepStartedAt = first.at();
    cluster = "run " + first.runId();
  }

  void accept(KatkaEvent event) {
    if (event.at().isAfter(now)) {
      now = event.at();
    }
    if (event instanceof RunStarted started) {
      cluster = started.plan().ref().name();
      steps = started.plan().steps().size();
    } else if (event instanceof StepStarted started) {
      enter(started.step(), started.node());
    } else if (event instanceof StepWaiting waiting) {
      enter(waiting.step(), waiting.node());
      blockers = waiting.blockers();
    } else if (event instanceof StepActed acted) {
      enter(acted.step(), acted.node());
      blockers = List.of();
    } else if (event instanceof StepFinished done) {
      finished++;
      leave(done.step());
    } else if (event instanceof StepFailed failed) {
      leave(failed.step());
    } else if (event instanceof DataMoved moved) {
      movement = moved.movement();
    } else if (event instanceof ProgressMade made) {
      fraction = made.progress().fraction();
    } else if (event instanceof RunPaused paused) {
      pause = paused.reason();
    } else if (event instanceof RunResumed) {
      pause = "";
    }
  }

  private void enter(String id, int nodeId) {
    if (!id.equals(step)) {
      step = id;
      node = nodeId;
      stepStartedAt = now;
      blockers = List.of();
    }
  }

  private void leave(String id) {
    if (id.equals(step)) {
      movement = null;
      step = "";
      node = -1;
      blockers = List.of();
    }
  }

  /** The cluster's name, or the run's id where the run's start was missed. */
  String cluster() {
    return cluster;
  }

  /** How many steps are planned; 0 where the run's start was missed. */
  int steps() {
    return steps;
  }

  /** How many steps are done. */
  int finished() {
    return finished;
  }

  /** How much is done, 0 to 1: as the run says, else by the number of steps. */
  double fraction() {
    if (fraction >= 0) {
      return fraction;
    }
    return steps == 0 ? 0 : Math.min(1, (double) finished / steps);
  }

  /** The step it is in; empty between steps. */
  String step() {
    return step;
  }

  /** The node of that step; -1 for several or none. */
  int node() {
    return node;
  }

  /** What that step waits for. */
  List<BlockedSince> blockers() {
    return blockers;
  }

  /** How far the step's copying of replicas has come; null where it copies none. */
  @Nullable Movement movement() {
    return movement;
  }

  /** Why the run pauses; empty while it does not. */
  String pause() {
    return pause;
  }

  /** Since its first event. */
  Duration elapsed() {
    return Duration.between(startedAt, now);
  }

  /** Since the step began. */
  Duration inStep() {
    return Duration.between(stepStartedAt, now);
  }

  /** How long a blocker has stood; never negative. */
  Duration standing(BlockedSince blocker) {
    Duration standing = Duration.between(blocker.since(), now);
    return standing.isNegative() ? Duration.ZERO : standing;
  }
}
