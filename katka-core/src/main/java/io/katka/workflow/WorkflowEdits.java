package io.katka.workflow;

import io.katka.error.InvalidSpecException;
import io.katka.plan.Action;
import io.katka.plan.Impact;
import io.katka.plan.Phase;
import io.katka.plan.Plan;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.step.Gate;
import io.katka.step.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a caller changes about the standard workflows. A step is given as a supplier, since a name
 * can stand in a plan many times and a step object serves once.
 *
 * @param edits in the order they were given
 * @param gates by name
 */
public record WorkflowEdits(List<Edit> edits, Map<String, Gate> gates) {
  /** No change. */
  public static final WorkflowEdits NONE = new WorkflowEdits(List.of(), Map.of());

  public WorkflowEdits {
    edits = List.copyOf(edits);
    gates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(gates));
  }

  /** Where a caller's step goes. */
  public enum Place {
    /** Before each step of that name. */
    BEFORE,
    /** After each step of that name. */
    AFTER,
    /** Instead of each step of that name. */
    REPLACE,
    /** Nowhere: the step of that name is left out. */
    WITHOUT
  }

  /**
   * One change.
   *
   * @param target the name of the standard step it is about
   * @param step the caller's step; for {@link Place#WITHOUT} not used
   */
  public record Edit(Place place, String target, Supplier<? extends Step> step) {}

  /** These changes and one more. */
  public WorkflowEdits plus(Edit edit) {
    var all = new ArrayList<>(edits);
    all.add(edit);
    return new WorkflowEdits(all, gates);
  }

  /** These changes and one more gate. */
  public WorkflowEdits plus(String name, Gate gate) {
    var all = new LinkedHashMap<>(gates);
    all.put(name, gate);
    return new WorkflowEdits(edits, all);
  }

  /** The plan with the caller's steps in it. */
  public Plan applyTo(Plan plan) {
    check();
    if (edits.isEmpty()) {
      return plan;
    }
    List<Phase> phases =
        plan.phases().stream()
            .map(p -> new Phase(p.name(), p.why(), edit(p.steps()), p.undo()))
            .toList();
    return new Plan(
        plan.ref(),
        plan.location(),
        plan.clusterId(),
        plan.workflow(),
        plan.target(),
        phases,
        plan.notes(),
        plan.basis());
  }

  /** The caller's step behind a planned one. */
  public Step step(Action.Custom action) {
    return edits.get(action.edit()).step().get();
  }

  private void check() {
    for (Edit edit : edits) {
      if (!StepNames.all().contains(edit.target())) {
        throw new InvalidSpecException(
            "step", "'" + edit.target() + "'", StepNames.all().toString(), "Name one of these.");
      }
      boolean removes = edit.place() == Place.WITHOUT || edit.place() == Place.REPLACE;
      if (removes && StepNames.safety().contains(edit.target())) {
        throw new InvalidSpecException(
            "step",
            "'" + edit.target() + "'",
            "any but " + StepNames.safety(),
            "These keep data safe and stay; insert before or after them.");
      }
    }
  }

  private List<PlannedStep> edit(List<PlannedStep> steps) {
    List<PlannedStep> edited = steps;
    for (int i = 0; i < edits.size(); i++) {
      edited = edit(edited, edits.get(i), i);
    }
    return edited;
  }

  private static List<PlannedStep> edit(List<PlannedStep> steps, Edit edit, int index) {
    var edited = new ArrayList<PlannedStep>();
    for (PlannedStep step : steps) {
      if (!step.name().equals(edit.target())) {
        edited.add(step);
        continue;
      }
      if (edit.place() == Place.AFTER) {
        edited.add(step);
      }
      if (edit.place() != Place.WITHOUT) {
        edited.add(custom(edit, index, step));
      }
      if (edit.place() == Place.BEFORE) {
        edited.add(step);
      }
    }
    return edited;
  }

  private static PlannedStep custom(Edit edit, int index, PlannedStep at) {
    String name = edit.step().get().name();
    Risk risk = edit.place() == Place.REPLACE ? at.risk() : Risk.LOW;
    return new PlannedStep(
        edit.place() == Place.REPLACE ? at.name() : name,
        new Action.Custom(name, index),
        at.node(),
        "asked for by the caller, %s %s".formatted(where(edit.place()), at.name()),
        risk,
        Impact.NONE);
  }

  private static String where(Place place) {
    return switch (place) {
      case BEFORE -> "before";
      case AFTER -> "after";
      case REPLACE -> "instead of";
      case WITHOUT -> "without";
    };
  }
}
