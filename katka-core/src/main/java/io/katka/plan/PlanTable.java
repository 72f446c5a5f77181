package io.katka.plan;

import java.util.stream.Collectors;

/** Renders a plan for a person. */
final class PlanTable {
  private PlanTable() {}

  static String render(Plan plan) {
    String head = "%s at %s\n".formatted(plan.ref(), plan.location());
    return plan.phases().stream()
        .map(phase -> "  " + phase.name() + ": " + phase.why())
        .collect(Collectors.joining("\n", head, "\n"));
  }
}
