package io.katka.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Kafka node of a test cluster as a child process. */
public final class TestNode {
  private final int id;
  private final int port;
  private final Path directory;
  private final List<String> formatting;
  private @Nullable Process process;

  TestNode(
      int id,
      int port,
      Path directory,
      Map<String, String> configuration,
      List<String> formatting) {
    this.id = id;
    this.port = port;
    this.directory = directory;
    this.formatting = formatting;
    String lines =
        configuration.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n"));
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("server.properties"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its node id. */
  public int id() {
    return id;
  }

  /** Its address. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Starts its process. */
  public void start() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-cp",
            System.getProperty("java.class.path"),
            NodeMain.class.getName(),
            directory.resolve("server.properties").toString()));
    command.addAll(formatting);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("node.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its process at once. */
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      await(running);
    }
  }

  /** Freezes its process. */
  public void pause() {
    signal("-STOP");
  }

  /** Lets its process go on. */
  public void unpause() {
    signal("-CONT");
  }

  private void signal(String signal) {
    if (process == null) {
      throw new IllegalStateException("node " + id + " does not run");
    }
    try {
      await(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
