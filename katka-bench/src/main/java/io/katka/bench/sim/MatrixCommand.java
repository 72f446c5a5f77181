package io.katka.bench.sim;

import io.katka.sim.FaultKind;
import io.katka.sim.explore.Explorer;
import io.katka.sim.explore.Matrix;
import io.katka.sim.explore.Matrix.Cell;
import io.katka.sim.explore.Result;
import io.katka.sim.explore.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Every fault at every step of every workflow. */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    description = "Prints the matrix of faults and steps as Markdown; ends with 1 on a violation.")
public final class MatrixCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "WORKFLOW",
      description = "which workflows; all unless given: ${COMPLETION-CANDIDATES}")
  private List<Workflow> workflows = new ArrayList<>();

  private int cells;
  private int violated;

  /** For picocli. */
  public MatrixCommand() {}

  @Override
  public Integer call() {
    Quiet.please();
    var matrix = new Matrix(new Explorer());
    List<Workflow> chosen = workflows.isEmpty() ? List.of(Workflow.values()) : workflows;
    for (Workflow workflow : chosen) {
      print(workflow, matrix.steps(workflow), matrix.cells(workflow));
    }
    System.out.printf("%d cells, each before and after the act; %d violated.%n", cells, violated);
    return violated == 0 ? 0 : 1;
  }

  private void print(Workflow workflow, List<String> steps, List<Cell> all) {
    System.out.printf("### %s%n%n", workflow.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    System.out.println("| fault | " + String.join(" | ", steps) + " |");
    System.out.println("|---|" + "---|".repeat(steps.size()));
    for (FaultKind kind : FaultKind.values()) {
      var row = new StringBuilder("| " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      for (Cell cell : all) {
        if (cell.kind() == kind) {
          cells++;
          row.append(" | ").append(mark(cell.before())).append('/').append(mark(cell.after()));
        }
      }
      System.out.println(row + " |");
    }
    System.out.println();
  }

  private String mark(Result result) {
    if (!result.isGood()) {
      violated++;
      System.err.println(result.schedule() + " " + result.violations());
      return "**V**";
    }
    return switch (result.outcome().split(":")[0]) {
      case "done" -> "d";
      case "done, resumed" -> "r";
      case "rolled back" -> "b";
      default -> "h";
    };
  }
}
