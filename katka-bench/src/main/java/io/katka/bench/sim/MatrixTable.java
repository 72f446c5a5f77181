package io.katka.bench.sim;

import io.katka.sim.FaultKind;
import io.katka.sim.explore.Matrix.Cell;
import io.katka.sim.explore.Result;
import java.util.List;
import java.util.Locale;

/** The cells of one workflow as a Markdown table. */
final class MatrixTable {
  /** An invariant was broken. */
  static final String VIOLATED = "**V**";

  /** The run never came to the point at which the fault was to happen. */
  static final String UNTRIED = "?";

  private MatrixTable() {}

  static String of(List<String> steps, List<Cell> cells) {
    var table = new StringBuilder();
    table.append("| fault | ").append(String.join(" | ", steps)).append(" |\n");
    table.append("|---|").append("---|".repeat(steps.size())).append('\n');
    for (FaultKind kind : FaultKind.values()) {
      table.append("| ").append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      cells.stream()
          .filter(cell -> cell.kind() == kind)
          .map(cell -> " | " + mark(cell.before()) + "/" + mark(cell.after()))
          .forEach(table::append);
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String mark(Result result) {
    if (!result.isGood()) {
      return VIOLATED;
    }
    if (result.triggered() == 0) {
      return UNTRIED;
    }
    return switch (result.outcome().split(":")[0]) {
      case "done" -> "d";
      case "done, resumed" -> "r";
      case "rolled back" -> "b";
      default -> "h";
    };
  }
}
