package io.katka.examples;

import java.nio.file.Path;
import java.util.List;

/** Finds processes that a test may have left behind. */
final class Processes {
  private Processes() {}

  /** Those whose command line names the directory. */
  static List<String> of(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains("@" + directory))
        .toList();
  }
}
