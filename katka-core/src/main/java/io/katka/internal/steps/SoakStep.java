package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.gate.SafetyGate;
import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PlatformNode;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets what was changed run for a while. When it began is noted, so that a driver that comes after
 * goes on counting; within one run the wall clock, which may jump, is not asked again. At its end
 * all must be well; a node that fails meanwhile fails it.
 */
final class SoakStep implements Step {
  private final int node;
  private final long millis;
  private long leftMillis;
  private long countedSinceNanos;

  SoakStep(int node, long millis) {
    this.node = node;
    this.millis = millis;
    leftMillis = millis;
  }

  @Override
  public String name() {
    return StepNames.SOAK;
  }

  @Override
  public void act(StepContext context) {
    String began = context.note(Notes.SOAK).orElse("");
    if (!began.endsWith(" " + fingerprint(context))) {
      context.keep(Notes.SOAK, context.time().now().toEpochMilli() + " " + fingerprint(context));
    }
    String since = context.note(Notes.SOAK).orElseThrow().split(" ")[0];
    long soaked = context.time().now().toEpochMilli() - Long.parseLong(since);
    leftMillis = millis - Math.max(0, soaked);
    countedSinceNanos = context.time().nanos();
  }

  @Override
  public StepOutcome await(StepContext context) {
    var failure = Nodes.failure(context, ids(context));
    if (failure.isPresent()) {
      return failure.get();
    }
    long counted = TimeUnit.NANOSECONDS.toMillis(context.time().nanos() - countedSinceNanos);
    long left = leftMillis - counted;
    List<Blocker> blockers = new ArrayList<>();
    if (left > 0) {
      context.progress(1 - (double) left / Math.max(1, millis));
      String what = node >= 0 ? "node " + node + " soaks" : "the new version soaks";
      blockers.add(new Blocker.InProgress(what, (left + 999) / 1000));
    }
    blockers.addAll(
        new SafetyGate(
                context.plan().target().upgrade(),
                context.nodes(),
                context.kafka(Look.PARTITIONS, Look.QUORUM, Look.ANSWERS))
            .health());
    if (!blockers.isEmpty()) {
      return new StepOutcome.NotYet(blockers, Math.max(left, 0) + blockers.size());
    }
    context.keep(Notes.SOAKED, fingerprint(context));
    context.forget(Notes.SOAK);
    return StepOutcome.done();
  }

  private static List<Integer> ids(StepContext context) {
    return context.nodes().nodes().stream().map(PlatformNode::id).toList();
  }

  private String fingerprint(StepContext context) {
    return context
        .nodes()
        .node(node)
        .map(n -> n.spec().revision().fingerprint())
        .orElse(context.plan().target().release().version());
  }
}
