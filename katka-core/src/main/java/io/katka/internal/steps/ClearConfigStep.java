package io.katka.internal.steps;

import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.KafkaState;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.workflow.StepNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Clears the dynamic configuration of a broker that is still registered: a later broker of that id
 * must not come up cordoned.
 */
record ClearConfigStep(int node) implements Step {
  private static final List<String> ALWAYS =
      List.of(
          CordonStep.KEY,
          "leader.replication.throttled.rate",
          "follower.replication.throttled.rate");

  @Override
  public String name() {
    return StepNames.CLEAR_CONFIG;
  }

  @Override
  public void act(StepContext context) {
    KafkaState kafka = context.kafka(Look.CONFIG);
    if (kafka.broker(node).isPresent()) {
      var keys = new TreeSet<>(ALWAYS);
      keys.addAll(kafka.brokerConfig().getOrDefault(node, Map.of()).keySet());
      context.lock();
      context.gateway().configs().ifPresent(c -> c.alterBroker(node, Map.of(), keys));
    }
    context
        .note(Notes.CORDONED)
        .ifPresent(note -> context.keep(Notes.CORDONED, without(note, node)));
  }

  private static String without(String ids, int node) {
    return Arrays.stream(ids.split(","))
        .filter(id -> !id.equals(Integer.toString(node)))
        .collect(Collectors.joining(","));
  }
}
