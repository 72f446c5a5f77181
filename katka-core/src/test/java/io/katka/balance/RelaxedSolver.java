package io.katka.balance;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;

/**
 * The least bytes that any plan with the planner's targets copies if replicas could be cut into
 * parts, by linear programming: no more than the least of whole ones, and with many small replicas
 * hardly less.
 */
final class RelaxedSolver {
  private static final double UNIT = 1000;

  static {
    Loader.loadNativeLibraries();
  }

  private final Model model;
  private final MPSolver solver = MPSolver.createSolver("GLOP");

  /** For the racks' limits and targets of a model. */
  RelaxedSolver(Model model) {
    this.model = model;
  }

  /** With bytes so far from the targets at most, as a fraction. */
  double fewestBytes(Targets targets, double tolerance) {
    MPConstraint[] counts = new MPConstraint[model.brokers.length];
    MPConstraint[] bytes = new MPConstraint[model.brokers.length];
    for (int b = 0; b < counts.length; b++) {
      if (model.receives[b]) {
        double target = targets.bytes[b] / UNIT;
        counts[b] = solver.makeConstraint(targets.floor[b], targets.ceil[b]);
        bytes[b] = solver.makeConstraint(target * (1 - tolerance), target * (1 + tolerance));
      }
    }
    for (int row = 0; row < model.rows(); row++) {
      add(row, counts, bytes);
    }
    solver.objective().setMinimization();
    if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
      throw new AssertionError("no optimum");
    }
    return solver.objective().value() * UNIT;
  }

  private void add(int row, MPConstraint[] counts, MPConstraint[] bytes) {
    int replicas = model.first[row + 1] - model.first[row];
    MPConstraint all = solver.makeConstraint(replicas, replicas);
    MPConstraint[] inRack = new MPConstraint[model.racks.count];
    for (int k = 0; k < inRack.length; k++) {
      inRack[k] =
          solver.makeConstraint(model.racks.fewest(replicas, k), model.racks.most(replicas, k));
    }
    MPObjective moved = solver.objective();
    for (int b = 0; b < counts.length; b++) {
      if (model.receives[b]) {
        MPVariable lies = solver.makeNumVar(0, 1, "");
        all.setCoefficient(lies, 1);
        inRack[model.racks.of[b]].setCoefficient(lies, 1);
        counts[b].setCoefficient(lies, 1);
        bytes[b].setCoefficient(lies, model.size[row] / UNIT);
        moved.setCoefficient(lies, model.atHome(row, b) ? 0 : model.size[row] / UNIT);
      }
    }
  }
}
