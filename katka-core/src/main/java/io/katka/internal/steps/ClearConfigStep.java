package io.katka.internal.steps;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Configs;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.workflow.StepNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Clears the dynamic configuration of a stopped broker while it is still registered, since Kafka
 * changes none of a broker that is not: a later broker of that id must not come up cordoned.
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
    var keys = new TreeSet<>(ALWAYS);
    context
        .note(Notes.CONFIG_KEYS + node)
        .ifPresent(noted -> keys.addAll(List.of(noted.split(","))));
    context.lock();
    context.gateway().configs().ifPresent(configs -> clear(context, configs, keys));
    context.forget(Notes.CONFIG_KEYS + node);
    context
        .note(Notes.CORDONED)
        .ifPresent(note -> context.keep(Notes.CORDONED, without(note, node)));
  }

  private void clear(StepContext context, Configs configs, Set<String> keys) {
    try {
      configs.alterBroker(node, Map.of(), keys);
    } catch (UnreachableException e) {
      throw e;
    } catch (KatkaException e) {
      // Not every release shows a registered broker that is down; one that is forgotten is refused.
      if (context.kafka().broker(node).isPresent()) {
        throw e;
      }
    }
  }

  private static String without(String ids, int node) {
    return Arrays.stream(ids.split(","))
        .filter(id -> !id.equals(Integer.toString(node)))
        .collect(Collectors.joining(","));
  }
}
