package io.katka.bench.sim;

import io.katka.sim.explore.Workflow;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page that shows the matrix: what is written by hand, and a table for each workflow. A run
 * over some workflows replaces only their tables, so that a matrix can be made piece by piece.
 */
final class MatrixPage {
  private static final String MATRIX = "## The matrix";
  private static final String TABLE = "\n### ";
  private static final Pattern CELL = Pattern.compile("(?<=\\| )\\S+/\\S+(?= \\|)");

  private final String head;
  private final Map<Workflow, String> tables;

  private MatrixPage(String head, Map<Workflow, String> tables) {
    this.head = head;
    this.tables = tables;
  }

  /** A page as it was written before; what is no workflow's table does not survive below it. */
  static MatrixPage parse(String text) {
    int matrix = text.indexOf(MATRIX);
    if (matrix < 0) {
      throw new IllegalArgumentException("the page has no line '" + MATRIX + "'");
    }
    var tables = new EnumMap<Workflow, String>(Workflow.class);
    String[] parts = text.substring(matrix).split(TABLE);
    for (int i = 1; i < parts.length; i++) {
      String table = parts[i];
      workflow(table.lines().findFirst().orElse(""))
          .ifPresent(w -> tables.put(w, table.substring(title(w).length()).strip()));
    }
    return new MatrixPage(text.substring(0, matrix), tables);
  }

  private static Optional<Workflow> workflow(String title) {
    return Arrays.stream(Workflow.values()).filter(w -> title(w).equals(title.strip())).findFirst();
  }

  private static String title(Workflow workflow) {
    return workflow.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The same with another table for a workflow. */
  MatrixPage with(Workflow workflow, String table) {
    var changed = new EnumMap<>(tables);
    changed.put(workflow, table.strip());
    return new MatrixPage(head, changed);
  }

  /** The page as Markdown. */
  String text() {
    var text = new StringBuilder(head);
    text.append(MATRIX).append("\n\n").append(summary()).append('\n');
    tables.forEach((w, table) -> text.append(section(w, table)));
    return text.toString();
  }

  /** A workflow's table under its title. */
  static String section(Workflow workflow, String table) {
    return TABLE + title(workflow) + "\n\n" + table.strip() + "\n";
  }

  private String summary() {
    List<String> cells =
        tables.values().stream()
            .flatMap(table -> CELL.matcher(table).results())
            .map(MatchResult::group)
            .toList();
    String counts =
        "%d cells, each before and after the act; %d violated, %d not tried."
            .formatted(
                cells.size(),
                count(cells, MatrixTable.VIOLATED),
                count(cells, MatrixTable.UNTRIED));
    String missing =
        Arrays.stream(Workflow.values())
            .filter(w -> !tables.containsKey(w))
            .map(MatrixPage::title)
            .collect(Collectors.joining(", "));
    return missing.isEmpty() ? counts : counts + " **Not tried yet: " + missing + ".**";
  }

  private static long count(List<String> cells, String mark) {
    return cells.stream().filter(cell -> cell.contains(mark)).count();
  }
}
