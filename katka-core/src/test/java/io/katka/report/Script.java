package io.katka.report;

import io.katka.error.Blocker;
import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent;
import io.katka.event.Movement;
import io.katka.event.Progress;
import io.katka.event.StepTiming;
import io.katka.plan.Plan;
import io.katka.plan.Plans;
import io.katka.state.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Events of a run, in the order they are written down; time goes on by {@link #after}. */
final class Script {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  private final String run;
  private final List<KatkaEvent> events = new ArrayList<>();
  private Instant now = START;

  Script(String run) {
    this.run = run;
  }

  Script after(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  Script started() {
    return started(Plans.scaleAndRoll());
  }

  Script started(Plan plan) {
    return add(new KatkaEvent.RunStarted(now, run, plan));
  }

  Script step(String step, int node) {
    return add(new KatkaEvent.StepStarted(now, run, step, node, "because"));
  }

  Script waits(String step, int node, Blocker... blockers) {
    var since = now;
    return add(
        new KatkaEvent.StepWaiting(
            now, run, step, node, Arrays.stream(blockers).map(b -> at(b, since)).toList()));
  }

  Script stillWaits(String step, int node, long forSeconds, Blocker... blockers) {
    var since = now.minusSeconds(forSeconds);
    return add(
        new KatkaEvent.StepWaiting(
            now, run, step, node, Arrays.stream(blockers).map(b -> at(b, since)).toList()));
  }

  private static BlockedSince at(Blocker blocker, Instant since) {
    return new BlockedSince(blocker, since);
  }

  Script acted(String step, int node) {
    return add(new KatkaEvent.StepActed(now, run, step, node));
  }

  Script finished(String step, int node, long gate, long act, long await) {
    var timing = new StepTiming(gate, act, await);
    return add(new KatkaEvent.StepFinished(now, run, step, node, timing));
  }

  Script failed(String step, int node, String reason, String... log) {
    return add(new KatkaEvent.StepFailed(now, run, step, node, reason, List.of(log)));
  }

  Script moved(String step, Movement movement) {
    return add(new KatkaEvent.DataMoved(now, run, step, movement));
  }

  Script undo(String phase) {
    return add(new KatkaEvent.UndoStarted(now, run, phase));
  }

  Script progress(double fraction) {
    return add(new KatkaEvent.ProgressMade(now, run, new Progress("run", 1, fraction, List.of())));
  }

  Script paused(String reason) {
    return add(new KatkaEvent.RunPaused(now, run, reason, Duration.ofSeconds(5)));
  }

  Script resumed() {
    return add(new KatkaEvent.RunResumed(now, run));
  }

  Script proof() {
    return add(
        new KatkaEvent.ProofFinished(
            now, run, new Proof(1000, 1000, 0, 0, 0, 0, 310, 120, 50, List.of())));
  }

  Script noted(String text) {
    return add(new KatkaEvent.Noted(now, run, text));
  }

  Script ended(KatkaEvent.Outcome outcome, String reason) {
    return add(new KatkaEvent.RunFinished(now, run, outcome, reason, Duration.between(START, now)));
  }

  private Script add(KatkaEvent event) {
    events.add(event);
    return this;
  }

  List<KatkaEvent> events() {
    return List.copyOf(events);
  }

  /** A run with every kind of event in it, that goes back in the end. */
  static Script eventful() {
    var under = new Blocker.UnderReplicated("orders", 3, List.of(1, 2), List.of(3));
    return new Script("run-1")
        .started()
        .step("add brokers 3 and 4/start-brokers", -1)
        .acted("add brokers 3 and 4/start-brokers", -1)
        .after(8)
        .finished("add brokers 3 and 4/start-brokers", -1, 0, 1_000, 7_000)
        .progress(0.1)
        .noted("metadata.version stays at 4.3-IV0")
        .step("roll broker 1/restart", 1)
        .waits("roll broker 1/restart", 1, under)
        .after(31)
        .stillWaits("roll broker 1/restart", 1, 31, under, new Blocker.CannotSee("broker 2"))
        .after(5)
        .stillWaits("roll broker 1/restart", 1, 36, under)
        .paused("broker 2 does not answer")
        .after(10)
        .resumed()
        .acted("roll broker 1/restart", 1)
        .after(9)
        .failed(
            "roll broker 1/restart",
            1,
            "exited with code 1, wanted registered",
            "[INFO] starting",
            "[ERROR] \u001b[31mno such option\u001b[0m")
        .undo("roll broker 1")
        .step("roll broker 1/undo/restart", 1)
        .after(6)
        .finished("roll broker 1/undo/restart", 1, 1_200, 500, 4_300)
        .proof()
        .ended(KatkaEvent.Outcome.ROLLED_BACK, "broker 1 did not come back on 4.4.0");
  }
}
