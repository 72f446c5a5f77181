package io.katka.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of documentation.
 *
 * @param blocks its fenced blocks, in order
 * @param prose its other lines
 */
record Markdown(Path file, List<Block> blocks, List<String> prose) {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  /**
   * A fenced block.
   *
   * @param line the number of its first line, from 1
   */
  record Block(String language, int line, String text) {}

  static Markdown read(Path file) throws IOException {
    var blocks = new ArrayList<Block>();
    var prose = new ArrayList<String>();
    String language = null;
    int start = 0;
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (language == null && line.startsWith("```")) {
        language = line.substring(3);
        start = i + 1;
      } else if (language == null) {
        prose.add(line);
      } else if (line.equals("```")) {
        blocks.add(new Block(language, start + 1, String.join("\n", lines.subList(start, i))));
        language = null;
      }
    }
    if (language != null) {
      throw new IllegalArgumentException(file + " ends within a block of " + language);
    }
    return new Markdown(file, blocks, prose);
  }

  List<Block> blocks(String language) {
    return blocks.stream().filter(b -> b.language().equals(language)).toList();
  }

  /** Where its links within the repository lead. */
  List<Path> links() {
    return LINK.matcher(String.join("\n", prose))
        .results()
        .map(match -> match.group(1))
        .filter(target -> !target.contains("://"))
        .map(target -> file.resolveSibling(target).normalize())
        .toList();
  }
}
