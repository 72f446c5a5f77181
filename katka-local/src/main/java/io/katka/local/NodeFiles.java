package io.katka.local;

import io.katka.error.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where everything of one node is. */
record NodeFiles(Path directory) {

  int id() {
    return Integer.parseInt(directory.getFileName().toString());
  }

  Path recordFile() {
    return directory.resolve("node.json");
  }

  Path properties() {
    return directory.resolve("server.properties");
  }

  Path jvmArguments() {
    return directory.resolve("jvm.args");
  }

  Path log4j2() {
    return directory.resolve("log4j2.properties");
  }

  Path log4j1() {
    return directory.resolve("log4j.properties");
  }

  /** Held by the node's process, which writes its token and pid into it. */
  Path instance() {
    return directory.resolve("instance");
  }

  /** Says that the volume was formatted once; outside the volume, so that it outlives it. */
  Path formattedMarker() {
    return directory.resolve("formatted");
  }

  Path exit() {
    return directory.resolve("exit.json");
  }

  Path logs() {
    return directory.resolve("logs");
  }

  Path serverLog() {
    return logs().resolve("server.log");
  }

  Path console() {
    return logs().resolve("console.log");
  }

  Path data() {
    return directory.resolve("data");
  }

  Path metaProperties() {
    return data().resolve("meta.properties");
  }

  Optional<NodeRecord> read() {
    return Json.read(recordFile(), NodeRecord.class);
  }

  void write(NodeRecord node) {
    Json.write(recordFile(), node);
  }

  /** Forgets the node, and leaves its volume and what was written about it for its return. */
  void forget() {
    OwnerOnly.delete(recordFile());
  }

  /** The pid of the process that claimed this node under that token; 0 if none did. */
  long claimedBy(String token) {
    try {
      List<String> lines = Files.readAllLines(instance());
      boolean complete = lines.size() == 2 && lines.get(0).equals(token);
      return complete ? Long.parseLong(lines.get(1)) : 0;
    } catch (NoSuchFileException | NumberFormatException e) {
      return 0;
    } catch (IOException e) {
      throw new UnreachableException("Cannot read " + instance() + ": " + e, e);
    }
  }

  void recordExit(String token, int code) {
    if (Files.isDirectory(directory)) {
      Json.write(exit(), new ExitRecord(token, code));
    }
  }

  /** The exit code of the process with that token; empty where nobody saw it. */
  Optional<Integer> exitCode(String token) {
    return Json.read(exit(), ExitRecord.class)
        .filter(exit -> exit.token().equals(token))
        .map(ExitRecord::code);
  }

  private record ExitRecord(String token, int code) {}
}
