package io.katka.internal.steps;

import io.katka.error.Blocker;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PlatformNode;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets and removes cluster-wide dynamic configuration, unless it is so already. */
final class ConfigureStep implements Step {
  private final Map<String, String> set;
  private final Set<String> removed;
  private boolean wasSo;

  ConfigureStep(Map<String, String> set, Set<String> removed) {
    this.set = set;
    this.removed = removed;
  }

  @Override
  public String name() {
    return StepNames.CONFIGURE;
  }

  /** While no broker is up there is nobody to ask. */
  @Override
  public StepOutcome gate(StepContext context) {
    List<Integer> brokers =
        context.nodes().nodes().stream()
            .filter(node -> node.spec().kind().isBroker())
            .map(PlatformNode::id)
            .toList();
    List<Blocker> notRunning = Nodes.notRunning(context, brokers);
    return notRunning.size() < brokers.size()
        ? StepOutcome.done()
        : Nodes.failure(context, brokers).orElseGet(() -> StepOutcome.of(notRunning));
  }

  @Override
  public void act(StepContext context) {
    context
        .gateway()
        .configs()
        .ifPresent(
            configs -> {
              wasSo = isSo(context);
              if (!wasSo) {
                configs.alterDefault(set, removed);
              }
            });
  }

  @Override
  public StepOutcome await(StepContext context) {
    return wasSo || context.gateway().configs().isEmpty() || isSo(context)
        ? StepOutcome.done()
        : StepOutcome.notYet(new Blocker.CannotSee("the new configuration: it is " + now(context)));
  }

  private boolean isSo(StepContext context) {
    Map<String, String> now = now(context);
    boolean there = set.entrySet().stream().allMatch(e -> e.getValue().equals(now.get(e.getKey())));
    return there && removed.stream().noneMatch(now::containsKey);
  }

  private static Map<String, String> now(StepContext context) {
    return context.kafka(Look.DEFAULTS).defaultConfig();
  }
}
