package io.katka.local;

import io.katka.local.NodeRecord.ProcessRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Starts processes of nodes and finds them again. */
final class NodeProcesses {
  private final boolean endWithProgram;
  private final Set<String> seenListening = ConcurrentHashMap.newKeySet();
  private final Map<Process, Epilogue> epilogues = new ConcurrentHashMap<>();

  /** What is noted once a process has ended. */
  private record Epilogue(NodeFiles node, String token, CompletableFuture<Void> noted) {
    /** Whether the process is on its way down: it may look gone before Java sees it end. */
    boolean isDue() {
      return node.read()
          .flatMap(NodeRecord::lastProcess)
          .filter(process -> process.token().equals(token))
          .map(ProcessRecord::shallStop)
          .orElse(true);
    }

    void await() {
      noted.exceptionally(failure -> null).completeOnTimeout(null, 30, TimeUnit.SECONDS).join();
    }
  }

  /** Processes that go on when this program is killed. */
  NodeProcesses() {
    this(false);
  }

  /**
   * Processes of nodes.
   *
   * @param endWithProgram whether they end when this program does, however it ends
   */
  NodeProcesses(boolean endWithProgram) {
    this.endWithProgram = endWithProgram;
  }

  /** What the JVM of a node must be told for that. */
  List<String> options() {
    return endWithProgram ? List.of("-Dkatka.node.endsWithParent=true") : List.of();
  }

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

  /**
   * Starts a node's process; its exit code is recorded as long as this program lives.
   *
   * @param whenEnded told the token and the exit code
   */
  ProcessHandle spawn(
      NodeFiles node, String token, List<String> command, BiConsumer<String, Integer> whenEnded)
      throws IOException {
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
            .redirectInput(endWithProgram ? ProcessBuilder.Redirect.PIPE : nothing())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
            .start();
    CompletableFuture<Void> noted =
        process
            .onExit()
            .thenAccept(
                ended -> {
                  whenEnded.accept(token, ended.exitValue());
                  node.recordExit(token, ended.exitValue());
                });
    epilogues.put(process, new Epilogue(node, token, noted));
    return process.toHandle();
  }

  /** Waits until all is noted of the processes that ended, so that no file is written later. */
  void settle() {
    epilogues.forEach(
        (process, epilogue) -> {
          // The system tells of an end before Java does, and a lock let go of before the system.
          if (!ProcessIdentity.isAlive(process.pid(), 0) || epilogue.isDue()) {
            epilogue.await();
            epilogues.remove(process);
          }
        });
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

  private static ProcessBuilder.Redirect nothing() {
    File unix = new File("/dev/null");
    return ProcessBuilder.Redirect.from(unix.exists() ? unix : new File("NUL"));
  }
}
