package io.katka.sim.explore;

import io.katka.event.KatkaEvent;
import io.katka.sim.FaultKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every fault at every step of a workflow, once when the step begins and once after it acted. */
public final class Matrix {
  private static final long SEED = 7;
  private static final long LASTING_MILLIS = 25_000;

  private final Explorer explorer;

  /** A matrix of what an explorer finds. */
  public Matrix(Explorer explorer) {
    this.explorer = explorer;
  }

  /**
   * How a workflow went with one fault.
   *
   * @param step at which step
   * @param kind what went wrong
   * @param before how it went when that happened as the step began
   * @param after how it went when that happened right after the step acted
   */
  public record Cell(String step, FaultKind kind, Result before, Result after) {}

  private static Schedule quiet(Workflow workflow) {
    return new Schedule(SEED, workflow, 4, true, 12, false, 0, false, List.of());
  }

  /** The names of a workflow's steps, in order. */
  public List<String> steps(Workflow workflow) {
    Set<String> names = new LinkedHashSet<>();
    explorer.run(
        quiet(workflow),
        event -> {
          if (event instanceof KatkaEvent.StepStarted started) {
            names.add(started.step().substring(started.step().lastIndexOf('/') + 1));
          }
        });
    return List.copyOf(names);
  }

  /** All cells of a workflow. */
  public List<Cell> cells(Workflow workflow) {
    var cells = new ArrayList<Cell>();
    for (String step : steps(workflow)) {
      for (FaultKind kind : FaultKind.values()) {
        cells.add(
            new Cell(
                step, kind, run(workflow, step, kind, false), run(workflow, step, kind, true)));
      }
    }
    return cells;
  }

  private Result run(Workflow workflow, String step, FaultKind kind, boolean afterAct) {
    var fault = new Fault(kind, new Trigger.AtStep(step, afterAct), 1, LASTING_MILLIS);
    return explorer.run(quiet(workflow).faults(List.of(fault)));
  }
}
