package io.katka.balance;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import io.katka.balance.Instances.Instance;
import io.katka.state.PartitionTable;
import java.util.List;

/** Finds the least possible movement of a small instance without racks, by integer programming. */
final class ExactSolver {
  static {
    Loader.loadNativeLibraries();
  }

  private final PartitionTable table;
  private final List<BrokerSlot> live;
  private final CpModel model = new CpModel();
  private final BoolVar[][] lies;

  ExactSolver(Instance instance) {
    table = instance.table();
    live = instance.brokers().stream().filter(b -> b.state().receives()).toList();
    lies = new BoolVar[table.size()][live.size()];
    for (int row = 0; row < lies.length; row++) {
      for (int b = 0; b < lies[row].length; b++) {
        lies[row][b] = model.newBoolVar(row + " on " + b);
      }
      model.addEquality(LinearExpr.sum(lies[row]), table.replicationFactor(row));
    }
  }

  /** The fewest replicas moved with counts within one. */
  long fewestMoves() {
    counts();
    return least(false);
  }

  /** The fewest bytes moved with counts within one and bytes of each broker in a range. */
  long fewestBytes(long low, long high) {
    counts();
    for (int b = 0; b < live.size(); b++) {
      LinearExprBuilder bytes = LinearExpr.newBuilder();
      for (int row = 0; row < lies.length; row++) {
        bytes.addTerm(lies[row][b], table.bytes(row));
      }
      model.addLinearConstraint(bytes, low, high);
    }
    return least(true);
  }

  /**
   * The fewest bytes, or replicas, moved with counts and bytes of each broker where the planner has
   * its targets and every row keeping to the racks' rule.
   *
   * @param tolerance how far bytes may be from the targets, as a fraction
   * @param after a placement that does so, to begin with
   * @return the fewest found: no less than the fewest there are
   */
  long fewest(
      Model planned, Targets targets, double tolerance, PartitionTable after, boolean inBytes) {
    for (int row = 0; row < lies.length; row++) {
      for (int b = 0; b < live.size(); b++) {
        model.addHint(lies[row][b], after.positionOf(row, live.get(b).id()) >= 0 ? 1 : 0);
      }
    }
    int at = 0;
    for (int b = 0; b < planned.brokers.length; b++) {
      if (planned.receives[b]) {
        LinearExprBuilder bytes = LinearExpr.newBuilder();
        LinearExprBuilder count = LinearExpr.newBuilder();
        for (int row = 0; row < lies.length; row++) {
          bytes.addTerm(lies[row][at], table.bytes(row));
          count.add(lies[row][at]);
        }
        double target = targets.bytes[b];
        long low = (long) Math.floor(target * (1 - tolerance));
        model.addLinearConstraint(bytes, low, (long) Math.ceil(target * (1 + tolerance)));
        model.addLinearConstraint(count, targets.floor[b], targets.ceil[b]);
        at++;
      }
    }
    for (int row = 0; row < lies.length && planned.racks.several(); row++) {
      racks(planned, row);
    }
    return (long) solve(inBytes, 1).objectiveValue();
  }

  private void racks(Model planned, int row) {
    int replicas = table.replicationFactor(row);
    for (int k = 0; k < planned.racks.count; k++) {
      LinearExprBuilder there = LinearExpr.newBuilder();
      int at = 0;
      for (int b = 0; b < planned.brokers.length; b++) {
        if (planned.receives[b]) {
          there.addTerm(lies[row][at], planned.racks.of[b] == k ? 1 : 0);
          at++;
        }
      }
      model.addLinearConstraint(
          there, planned.racks.floor(replicas, k), planned.racks.cap(replicas));
    }
  }

  private void counts() {
    int floor = table.replicaCount() / live.size();
    int ceil = floor + (table.replicaCount() % live.size() == 0 ? 0 : 1);
    for (int b = 0; b < live.size(); b++) {
      LinearExprBuilder count = LinearExpr.newBuilder();
      for (BoolVar[] row : lies) {
        count.add(row[b]);
      }
      model.addLinearConstraint(count, floor, ceil);
    }
  }

  private long least(boolean inBytes) {
    return (long) solve(inBytes, 30).bestObjectiveBound();
  }

  private CpSolver solve(boolean inBytes, double effort) {
    LinearExprBuilder moved = LinearExpr.newBuilder();
    for (int row = 0; row < lies.length; row++) {
      for (int b = 0; b < live.size(); b++) {
        if (table.positionOf(row, live.get(b).id()) < 0) {
          moved.addTerm(lies[row][b], inBytes ? table.bytes(row) : 1);
        }
      }
    }
    model.minimize(moved);
    var solver = new CpSolver();
    solver
        .getParameters()
        .setMaxDeterministicTime(effort)
        .setNumWorkers(1)
        .setRelativeGapLimit(0.001);
    CpSolverStatus status = solver.solve(model);
    if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
      throw new AssertionError("no solution: " + status);
    }
    return solver;
  }
}
