package io.katka.bench.sim;

import io.katka.sim.explore.Explorer;
import io.katka.sim.explore.Matrix;
import io.katka.sim.explore.Matrix.Cell;
import io.katka.sim.explore.Result;
import io.katka.sim.explore.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--into",
      paramLabel = "PAGE",
      description = "replace these workflows' tables in a page instead of printing them")
  private @Nullable Path page;

  private int violated;
  private int untried;

  /** For picocli. */
  public MatrixCommand() {}

  @Override
  public Integer call() throws IOException {
    Quiet.please();
    var matrix = new Matrix(new Explorer());
    List<Workflow> chosen = workflows.isEmpty() ? List.of(Workflow.values()) : workflows;
    for (Workflow workflow : chosen) {
      List<Cell> cells = matrix.cells(workflow);
      cells.forEach(this::count);
      show(workflow, MatrixTable.of(matrix.steps(workflow), cells));
      System.out.printf("%s: %d cells%n", workflow, cells.size());
    }
    System.out.printf("%d violated, %d not tried%n", violated, untried);
    return violated == 0 && untried == 0 ? 0 : 1;
  }

  private void show(Workflow workflow, String table) throws IOException {
    Path into = page;
    if (into == null) {
      System.out.println(MatrixPage.section(workflow, table));
    } else {
      Files.writeString(
          into, MatrixPage.parse(Files.readString(into)).with(workflow, table).text());
    }
  }

  private void count(Cell cell) {
    for (Result result : List.of(cell.before(), cell.after())) {
      if (!result.isGood()) {
        violated++;
        System.err.println(result.schedule() + " " + result.violations());
      } else if (result.triggered() == 0) {
        untried++;
        System.err.println("not tried: " + result.schedule());
      }
    }
  }
}
