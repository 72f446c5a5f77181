package io.katka.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Steps that belong together, such as the roll of one broker.
 *
 * @param name what it is, unique in its plan, such as {@code roll broker 3}
 * @param why the reason, as a person reads it
 * @param steps its steps in order
 * @param undo what puts things back should one of them fail; empty where nothing does
 */
public record Phase(String name, String why, List<PlannedStep> steps, List<PlannedStep> undo) {
  public Phase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(why, "why");
    steps = List.copyOf(steps);
    undo = List.copyOf(undo);
  }

  /** What it touches as a whole. */
  public Impact impact() {
    return steps.stream().map(PlannedStep::impact).reduce(Impact.NONE, Impact::plus);
  }

  /** The worst that can go wrong in it. */
  public Risk risk() {
    return steps.stream().map(PlannedStep::risk).max(Comparator.naturalOrder()).orElse(Risk.NONE);
  }
}
