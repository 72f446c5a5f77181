package io.katka.local;

import io.katka.local.NodeRecord.ProcessRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Starts processes of nodes and finds them again. */
final class NodeProcesses {
  private record Exit(Process process, CompletableFuture<Void> recorded) {}

  private final Set<String> seenListening = ConcurrentHashMap.newKeySet();
  private final Set<Exit> exits = ConcurrentHashMap.newKeySet();

  /** The live process of a record, in whatever program it was started; empty if it ended. */
  Optional<ProcessHandle> find(NodeFiles node, ProcessRecord process) {
    // Whoever started it may have died before it noted the pid; the process itself notes it too.
    long pid = process.pid() > 0 ? process.pid() : node.claimedBy(process.token());
    return pid == 0
        ? Optional.empty()
        : ProcessIdentity.find(pid, process.startMillis(), CommandLine.identity(process.token()));
  }

  Optional<ProcessHandle> find(NodeFiles node, NodeRecord record) {
    return record.lastProcess().flatMap(process -> find(node, process));
  }

  /** Whether a live process listens; not asked again once it did. */
  boolean isListening(ProcessRecord process, int port) {
    if (seenListening.contains(process.token())) {
      return true;
    }
    boolean listening = Ports.isListening(port);
    if (listening) {
      seenListening.add(process.token());
    }
    return listening;
  }

  /** Starts a node's process; its exit code is recorded as long as this program lives. */
  ProcessHandle spawn(NodeFiles node, String token, List<String> command) throws IOException {
    OwnerOnly.directories(node.logs());
    Path console = node.console();
    if (Files.exists(console)) {
      Files.move(
          console,
          console.resolveSibling("console.previous.log"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    OwnerOnly.file(console);
    Process process =
        new ProcessBuilder(command)
            .directory(node.directory().toFile())
            .redirectInput(nothing())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
            .start();
    var exit =
        new Exit(
            process,
            process.onExit().thenAccept(ended -> node.recordExit(token, ended.exitValue())));
    exits.add(exit);
    exit.recorded().whenComplete((done, failure) -> exits.remove(exit));
    return process.toHandle();
  }

  /** Waits until the exit codes of processes that ended are recorded: nothing is written later. */
  void awaitExitRecords() {
    exits.stream()
        .filter(exit -> !exit.process().isAlive())
        .forEach(exit -> exit.recorded().handle((done, failure) -> done).join());
  }

  /**
   * What stands before a node's command so that the terminal's signals do not reach it: {@code
   * setsid} where the system has it. The launcher ignores them besides.
   */
  static List<String> sessionOfItsOwn() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .filter(file -> Files.isExecutable(Path.of(file)))
        .limit(1)
        .toList();
  }

  private static File nothing() {
    File unix = new File("/dev/null");
    return unix.exists() ? unix : new File("NUL");
  }
}
