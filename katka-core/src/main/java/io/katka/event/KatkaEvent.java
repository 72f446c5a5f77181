package io.katka.event;

import io.katka.plan.Plan;
import io.katka.state.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened during a run. A run's events come in order, on one thread; what a
 * listener throws is logged once and never changes the run.
 */
public sealed interface KatkaEvent {
  /** When it happened. */
  Instant at();

  /** The run it belongs to. */
  String runId();

  /** A run began. */
  record RunStarted(Instant at, String runId, Plan plan) implements KatkaEvent {}

  /**
   * A step began.
   *
   * @param step its id in the plan, such as {@code roll broker 3/restart}
   * @param node the node it is about; -1 for several or none
   */
  record StepStarted(Instant at, String runId, String step, int node, String why)
      implements KatkaEvent {}

  /** A step waits; sent anew whenever the reasons change. */
  record StepWaiting(Instant at, String runId, String step, int node, List<BlockedSince> blockers)
      implements KatkaEvent {
    public StepWaiting {
      blockers = List.copyOf(blockers);
    }
  }

  /** A step's gates said go, and it acts now. */
  record StepActed(Instant at, String runId, String step, int node) implements KatkaEvent {}

  /** A step is done. */
  record StepFinished(Instant at, String runId, String step, int node, StepTiming timing)
      implements KatkaEvent {}

  /**
   * A step failed.
   *
   * @param logTail the last lines of the node's log, oldest first
   */
  record StepFailed(
      Instant at, String runId, String step, int node, String reason, List<String> logTail)
      implements KatkaEvent {
    public StepFailed {
      logTail = List.copyOf(logTail);
    }
  }

  /** What failed is being put back to what it was before. */
  record UndoStarted(Instant at, String runId, String phase) implements KatkaEvent {}

  /** The run came nearer to its end. */
  record ProgressMade(Instant at, String runId, Progress progress) implements KatkaEvent {}

  /**
   * Replicas were copied; sent about once a second while that goes on.
   *
   * @param step the step's id in the plan
   */
  record DataMoved(Instant at, String runId, String step, Movement movement)
      implements KatkaEvent {}

  /** Nothing can be seen, so nothing is done until it can. */
  record RunPaused(Instant at, String runId, String reason, Duration retryAfter)
      implements KatkaEvent {}

  /** It can be seen again. */
  record RunResumed(Instant at, String runId) implements KatkaEvent {}

  /** The proof's traffic ended. */
  record ProofFinished(Instant at, String runId, Proof proof) implements KatkaEvent {}

  /** Something worth knowing that is no step of its own. */
  record Noted(Instant at, String runId, String text) implements KatkaEvent {}

  /** The run ended. */
  record RunFinished(Instant at, String runId, Outcome outcome, String reason, Duration duration)
      implements KatkaEvent {}

  /** How a run ended. */
  enum Outcome {
    /** Everything is as the plan said. */
    DONE,
    /** A step failed; what it touched was put back. */
    ROLLED_BACK,
    /** A step failed. */
    FAILED,
    /** Somebody cancelled it. */
    CANCELLED
  }
}
