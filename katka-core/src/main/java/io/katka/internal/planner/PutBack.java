package io.katka.internal.planner;

import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.state.Drift;
import io.katka.state.PlatformState;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody else changed at the platform becomes again what it should be. */
final class PutBack {
  private PutBack() {}

  static Optional<Phase> phase(PlatformState platform) {
    Map<String, List<Drift>> byObject =
        platform.drift().stream()
            .collect(Collectors.groupingBy(Drift::object, LinkedHashMap::new, Collectors.toList()));
    if (byObject.isEmpty()) {
      return Optional.empty();
    }
    var steps = new ArrayList<PlannedStep>();
    byObject.forEach((object, drift) -> steps.add(step(object, drift)));
    return Optional.of(new Phase("put back", "changed by somebody else", steps, List.of()));
  }

  private static PlannedStep step(String object, List<Drift> drift) {
    return Steps.simple(
        StepNames.PUT_BACK,
        new Action.PutBack(object),
        drift.get(0).node(),
        object + ": " + drift.stream().map(Drift::describe).collect(Collectors.joining("; ")),
        Risk.LOW);
  }
}
