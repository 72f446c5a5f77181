package io.katka.plan;

import java.util.Objects;

/**
 * One step of a plan.
 *
 * @param name its name in the workflow, such as {@code restart}: what callers insert before or
 *     after
 * @param action what it does
 * @param node the node it is about; -1 where it is about several or none
 * @param why the reason, as a person reads it
 * @param risk what can go wrong
 * @param impact what it touches
 */
public record PlannedStep(
    String name, Action action, int node, String why, Risk risk, Impact impact) {
  public PlannedStep {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(risk, "risk");
    Objects.requireNonNull(impact, "impact");
  }
}
