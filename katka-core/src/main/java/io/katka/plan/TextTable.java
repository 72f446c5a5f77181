package io.katka.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of plain text within a width: cells are broken at blanks, columns are as wide as their
 * content and give way, if they may, when the whole gets too wide. A cell's own line breaks stay.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param minimum the width below which it does not give way
   */
  record Column(String title, boolean rightAligned, int minimum) {
    static Column left(String title) {
      return new Column(title, false, Integer.MAX_VALUE);
    }

    static Column right(String title) {
      return new Column(title, true, Integer.MAX_VALUE);
    }

    static Column wrapped(String title, int minimum) {
      return new Column(title, false, minimum);
    }
  }

  TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table with its titles, each line ended, none longer than that where columns allow it. */
  String render(int width) {
    int[] widths = fit(width);
    var out = new StringBuilder();
    append(out, columns.stream().map(Column::title).toList(), widths);
    append(out, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
    for (List<String> row : rows) {
      append(out, row, widths);
    }
    return out.toString();
  }

  private int[] fit(int width) {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = columns.get(c).title().length();
      for (List<String> row : rows) {
        widths[c] =
            Math.max(widths[c], row.get(c).lines().mapToInt(String::length).max().orElse(0));
      }
    }
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
    while (excess > 0) {
      int widest = widestThatGivesWay(widths);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
      excess--;
    }
    return widths;
  }

  private int widestThatGivesWay(int[] widths) {
    int widest = -1;
    for (int c = 0; c < widths.length; c++) {
      boolean givesWay = widths[c] > columns.get(c).minimum();
      if (givesWay && (widest < 0 || widths[c] > widths[widest])) {
        widest = c;
      }
    }
    return widest;
  }

  private void append(StringBuilder out, List<String> cells, int[] widths) {
    List<List<String>> lines = new ArrayList<>();
    int height = 1;
    for (int c = 0; c < widths.length; c++) {
      lines.add(wrap(cells.get(c), widths[c]));
      height = Math.max(height, lines.get(c).size());
    }
    for (int i = 0; i < height; i++) {
      var line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String text = i < lines.get(c).size() ? lines.get(c).get(i) : "";
        String pad = " ".repeat(Math.max(0, widths[c] - text.length()));
        line.append(c == 0 ? "" : GAP);
        line.append(columns.get(c).rightAligned() ? pad + text : text + pad);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** Breaks a text at blanks; what continues a line is indented as the line is. */
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    for (String paragraph : text.split("\n", -1)) {
      String indent = " ".repeat(paragraph.length() - paragraph.stripLeading().length());
      var line = new StringBuilder(indent);
      for (String word : paragraph.strip().split(" +")) {
        boolean fresh = line.length() == indent.length();
        if (!fresh && line.length() + 1 + word.length() > width) {
          lines.add(line.toString());
          line = new StringBuilder(indent);
          fresh = true;
        }
        line.append(fresh ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
