package io.katka.examples;

import io.katka.ApplyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Results as one JSON file. */
final class Report {
  private Report() {}

  static void write(Path file, List<ApplyResult> results) throws IOException {
    String all =
        results.stream()
            .map(ApplyResult::toJson)
            .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    Files.writeString(file, all);
  }
}
