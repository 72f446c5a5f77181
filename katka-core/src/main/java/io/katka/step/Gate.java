package io.katka.step;

/**
 * A condition that must hold before a node is taken down or data is moved, besides Katka's own.
 * What it throws counts as "cannot see": the run waits.
 */
@FunctionalInterface
public interface Gate {
  /** Whether the step may go on; returns at once and changes nothing. */
  StepOutcome check(StepContext context);
}
