package io.katka.sim.explore;

import io.katka.sim.FaultKind;
import java.util.Objects;

/**
 * Something that goes wrong in a schedule.
 *
 * @param kind what
 * @param trigger when
 * @param node which of the nodes there are at that time, counted on from the first one
 * @param millis for how long, where it lasts
 */
public record Fault(FaultKind kind, Trigger trigger, int node, long millis) {
  public Fault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(trigger, "trigger");
  }

  @Override
  public String toString() {
    String when =
        trigger instanceof Trigger.AtCall call
            ? "call " + call.number()
            : trigger.toString().replace("AtStep", "");
    return "%s at %s, node #%d, %d ms".formatted(kind, when, node, millis);
  }
}
