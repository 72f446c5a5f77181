package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.internal.planner.Notes;
import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.step.StepOutcome.Done;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Restarts brokers together that share no partition. Should some of them share one by now, those go
 * in portions: the next one once the gate says go again, in two looks, which is when the one before
 * is back in full.
 */
final class RestartBatchStep implements Step {
  private final List<NodeSpec> nodes;
  private final Gates gates;
  private final TwoLooks looks = new TwoLooks();

  RestartBatchStep(List<NodeSpec> nodes, Gates gates) {
    this.nodes = nodes;
    this.gates = gates;
  }

  @Override
  public String name() {
    return StepNames.RESTART;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    Set<Integer> next = Portions.next(context, left(context));
    return next.isEmpty() ? StepOutcome.done() : gates.beforeStopping(context, next);
  }

  @Override
  public void act(StepContext context) {
    Set<Integer> next = Portions.next(context, left(context));
    if (next.isEmpty()) {
      return;
    }
    String ids = nodes.stream().map(n -> Integer.toString(n.id())).collect(Collectors.joining(","));
    context.keep(Notes.ROLL, ids);
    for (NodeSpec node : nodes) {
      if (next.contains(node.id())) {
        Nodes.startAnew(context, node);
      }
    }
  }

  @Override
  public StepOutcome await(StepContext context) {
    Optional<StepOutcome> failure = Nodes.failure(context, ids());
    if (failure.isPresent()) {
      return failure.get();
    }
    Set<Integer> left = left(context);
    if (left.isEmpty()) {
      return StepOutcome.done();
    }
    boolean quiet = left.stream().noneMatch(id -> onItsWay(context, id));
    boolean go =
        quiet && gates.beforeStopping(context, Portions.next(context, left)) instanceof Done;
    if (looks.held(go)) {
      looks.forget();
      act(context);
    }
    List<Blocker> waiting = new ArrayList<>();
    left.forEach(
        id ->
            waiting.add(new Blocker.NodeNotReady(id, phase(context, id), "restarted as planned")));
    return StepOutcome.of(waiting);
  }

  private static boolean onItsWay(StepContext context, int id) {
    return context
        .nodes()
        .node(id)
        .map(n -> n.phase() == NodePhase.STOPPING || n.phase() == NodePhase.STARTING)
        .orElse(true);
  }

  private static String phase(StepContext context, int id) {
    return context.nodes().node(id).map(n -> n.phase().toString()).orElse("gone");
  }

  private Set<Integer> ids() {
    return nodes.stream().map(NodeSpec::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those whose successor is not on its way yet. */
  private Set<Integer> left(StepContext context) {
    return nodes.stream()
        .filter(
            n ->
                context
                    .nodes()
                    .node(n.id())
                    .filter(now -> Nodes.isSuccessor(now, n.revision().fingerprint()))
                    .isEmpty())
        .map(NodeSpec::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
