package io.katka.internal.steps;

import io.katka.internal.planner.Notes;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.workflow.StepNames;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps new replicas off a broker, or lets them on again (KIP-1066). */
record CordonStep(int node, boolean cordoned) implements Step {
  /** The dynamic broker setting that does it; {@code *} stands for all log directories. */
  static final String KEY = "cordoned.log.dirs";

  @Override
  public String name() {
    return cordoned ? StepNames.CORDON : StepNames.UNCORDON;
  }

  @Override
  public void act(StepContext context) {
    var ours = new TreeSet<Integer>();
    for (String id : context.note(Notes.CORDONED).orElse("").split(",")) {
      if (!id.isBlank()) {
        ours.add(Integer.valueOf(id));
      }
    }
    var configs = context.gateway().configs().orElseThrow();
    if (cordoned) {
      ours.add(node);
      context.keep(Notes.CORDONED, text(ours));
      context.lock();
      configs.alterBroker(node, Map.of(KEY, "*"), List.of());
    } else {
      context.lock();
      configs.alterBroker(node, Map.of(), List.of(KEY));
      ours.remove(node);
      context.keep(Notes.CORDONED, text(ours));
    }
  }

  private static String text(TreeSet<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
