package io.katka.internal.planner;

import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.Risk;
import io.katka.state.Drift;
import io.katka.state.PlatformState;
import io.katka.workflow.StepNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What somebody else changed at the platform becomes again what it should be. */
final class PutBack {
  private PutBack() {}

  static List<Phase> phases(PlatformState platform) {
    Map<String, List<Drift>> byObject =
        platform.drift().stream()
            .collect(Collectors.groupingBy(Drift::object, LinkedHashMap::new, Collectors.toList()));
    return byObject.entrySet().stream().map(e -> phase(e.getKey(), e.getValue())).toList();
  }

  private static Phase phase(String object, List<Drift> drift) {
    String why = drift.stream().map(Drift::describe).collect(Collectors.joining("; "));
    return new Phase(
        "put back " + object,
        why,
        List.of(
            Steps.simple(
                StepNames.PUT_BACK,
                new Action.PutBack(object),
                drift.get(0).node(),
                why,
                Risk.LOW)),
        List.of());
  }
}
