package io.katka.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A terminal that understands as much as the renderer uses. */
final class Screen {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final int width;

  Screen(int width) {
    this.width = width;
  }

  PrintStream out() {
    return out;
  }

  /** What was written, control sequences included. */
  String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a person sees now. */
  String shown() {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    String text = written();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\u001b') {
        int end = i + 2;
        while (Character.isDigit(text.charAt(end))) {
          end++;
        }
        if (text.charAt(end) == 'A') {
          row -= Integer.parseInt(text.substring(i + 2, end));
        } else if (text.charAt(end) == 'J') {
          lines.get(row).setLength(column);
          lines.subList(row + 1, lines.size()).clear();
        } else {
          throw new AssertionError("a control sequence nobody expects: " + text.charAt(end));
        }
        i = end;
      } else if (c == '\r') {
        column = 0;
      } else if (c == '\n') {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      } else {
        lines.get(row).setLength(column++);
        lines.get(row).append(c);
      }
    }
    return String.join("\n", lines);
  }

  /** How many lines drawn in the live area were wider than the screen, and so wrapped. */
  long wrapped() {
    return shown().lines().filter(line -> line.length() > width).count();
  }
}
