package io.katka.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link DriverMain} in a process of its own, which goes on only when it is told to. */
final class Driver implements AutoCloseable {
  private static final String END = "ended ";

  private final Process process;
  private final BufferedReader told;
  private final Path log;
  private String end = "";

  private Driver(Process process, Path log) {
    this.process = process;
    this.log = log;
    told = process.inputReader(StandardCharsets.UTF_8);
  }

  static Driver start(Home home, String... line) throws IOException {
    Path log = home.directory.resolve("driver.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DriverMain.class.getName(),
                home.directory.toString()));
    command.addAll(List.of(line));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new Driver(process, log);
  }

  long pid() {
    return process.pid();
  }

  /** What it did next, such as {@code started roll broker 2/restart}; empty once it ended. */
  Optional<String> next() throws IOException {
    String line = told.readLine();
    if (line == null) {
      throw new AssertionError("the driver ended without a word:\n" + log());
    }
    if (line.startsWith(END)) {
      end = line.substring(END.length());
      return Optional.empty();
    }
    return Optional.of(line);
  }

  void goOn() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Lets it go on until it does that. */
  void goOnUntil(String wanted) throws IOException {
    for (Optional<String> event = next(); !event.equals(Optional.of(wanted)); event = next()) {
      event.orElseThrow(() -> new AssertionError("it never " + wanted + ", but ended: " + end));
      goOn();
    }
  }

  /** Lets it go on until it does something of that pattern. */
  void goOnUntilOne(String pattern) throws IOException {
    for (Optional<String> event = next();
        !event.map(e -> e.matches(pattern)).orElse(true);
        event = next()) {
      goOn();
    }
    if (!end.isEmpty()) {
      throw new AssertionError("nothing like " + pattern + " before it ended: " + end);
    }
  }

  /** Lets it go on until it ends. */
  void goOnToTheEnd() throws IOException {
    while (next().isPresent()) {
      goOn();
    }
  }

  /** How it ended, once it did. */
  String end() {
    return end;
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  void awaitExit() throws InterruptedException {
    process.waitFor();
  }

  /** SIGKILL: no hook runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws java.io.IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      told.close();
    }
  }
}
