package io.katka.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whether the process of a pid is the one that was meant, as pids are used again.
 *
 * <p>A start instant is computed by the system from its boot time, which moves when the clock is
 * set, so it is compared with a tolerance. A token in the command line is certain, where the system
 * shows command lines.
 */
final class ProcessIdentity {
  private static final long TOLERANCE_MILLIS = 2_000;

  private ProcessIdentity() {}

  static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  static boolean isAlive(long pid, long startMillis) {
    return live(pid).filter(p -> startedAt(p, startMillis)).isPresent();
  }

  /** The live process of that pid, if it was started with that argument. */
  static Optional<ProcessHandle> find(long pid, long startMillis, String argument) {
    return live(pid)
        .filter(
            p ->
                p.info()
                    .arguments()
                    .map(arguments -> Arrays.asList(arguments).contains(argument))
                    .orElseGet(() -> startMillis > 0 && startedAt(p, startMillis)));
  }

  private static Optional<ProcessHandle> live(long pid) {
    return ProcessHandle.of(pid).filter(p -> p.isAlive() && !isZombie(pid));
  }

  /**
   * A process that ended and that nobody waited for still counts as alive for Java. Where a
   * container has no init process that waits for orphans, it stays so for good. As long as it has
   * further threads it still ends, and holds its ports and files.
   */
  private static boolean isZombie(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(process.resolve("stat"));
      int afterName = stat.lastIndexOf(')') + 2;
      boolean ended = afterName < stat.length() && "ZX".indexOf(stat.charAt(afterName)) >= 0;
      return ended && threads(process) <= 1;
    } catch (IOException e) {
      return false;
    }
  }

  private static long threads(Path process) throws IOException {
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      return threads.count();
    }
  }

  private static boolean startedAt(ProcessHandle process, long startMillis) {
    long start = startMillis(process);
    return start == 0 || startMillis == 0 || Math.abs(start - startMillis) <= TOLERANCE_MILLIS;
  }
}
