package io.katka.it;

import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.local.LocalPlatform;
import io.katka.spec.ClusterRef;
import io.katka.spi.Connection;
import io.katka.spi.Platform;
import io.katka.spi.Purpose;
import io.katka.state.PlatformNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The cluster {@code kafka} of a test, in a directory of its own, and the hands on its processes.
 */
final class Home implements AutoCloseable {
  /**
   * What every start logs once, before anything else: brokers and controllers from 3.9 on, brokers
   * of Kafka 2.0 and 2.1, and ZooKeeper.
   */
  private static final Pattern START =
      Pattern.compile(
          "Registered signal handlers for TERM"
              + "|INFO starting \\(kafka\\.server\\.KafkaServer\\)"
              + "|Starting quorum peer");

  final Path directory;
  private final LocalPlatform platform;
  private final Katka katka;

  Home(Path directory) {
    this(directory, platform -> platform);
  }

  Home(Path directory, UnaryOperator<LocalPlatform.Builder> settings) {
    this.directory = directory;
    platform = settings.apply(LocalPlatform.builder().directory(directory)).build();
    katka = Katka.builder().platform(platform).build();
  }

  ClusterRequest kafka() {
    return katka.manage("kafka");
  }

  String bootstrap() {
    return String.join(",", kafka().status().bootstrapServers());
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap()));
  }

  PlatformNode node(int id) {
    return platform.observe(ref()).node(id).orElseThrow();
  }

  Platform platform() {
    return platform;
  }

  Connection connection() {
    return platform.connection(ref(), Purpose.ADMIN);
  }

  private ClusterRef ref() {
    return platform.ref("kafka");
  }

  /** What tells a start of a node from all others, by node. */
  Map<Integer, String> incarnations() {
    return platform.observe(ref()).nodes().stream()
        .collect(
            Collectors.toMap(
                PlatformNode::id, PlatformNode::incarnation, (a, b) -> b, TreeMap::new));
  }

  /** How often each node was started, by its own account. */
  Map<Integer, Long> starts() {
    return platform.observe(ref()).nodes().stream()
        .collect(
            Collectors.toMap(
                PlatformNode::id, node -> starts(node.id()), (a, b) -> b, TreeMap::new));
  }

  private long starts(int id) {
    try (Stream<String> lines = Files.lines(files(id).resolve("logs").resolve("server.log"))) {
      return lines.filter(START.asPredicate()).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data(int id) {
    return files(id).resolve("data");
  }

  private Path files(int id) {
    return directory.resolve("kafka").resolve("nodes").resolve(Integer.toString(id));
  }

  /** Stops the process where it is, as a machine that swaps or a debugger does. */
  void pause(int id) {
    Signals.send("STOP", process(id).pid());
  }

  void resume(int id) {
    Signals.send("CONT", process(id).pid());
  }

  /** Ends the process at once. */
  void kill(int id) {
    end(process(id));
  }

  /** Ends the process at once and takes its data away. */
  void wipe(int id) throws IOException {
    end(process(id));
    Trees.delete(data(id));
  }

  private ProcessHandle process(int id) {
    return live(files(id).resolve("instance")).orElseThrow();
  }

  /** The process that claimed a node in its instance file, by token and pid. */
  private static Optional<ProcessHandle> live(Path instance) {
    try {
      List<String> lines = Files.readAllLines(instance);
      return lines.size() < 2
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(1)))
              .filter(
                  process ->
                      process.info().arguments().stream()
                          .flatMap(Stream::of)
                          .anyMatch(argument -> argument.endsWith(lines.get(0))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether no process is in the middle of a change of the platform's files. */
  boolean isGuardFree() throws IOException {
    Path guard = directory.resolve(".katka").resolve("guard");
    try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    Await.until(() -> process + " ends", () -> !process.isAlive());
  }

  /** Ends all processes, also paused ones, and then what this program holds open. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> instances =
          files.filter(file -> file.getFileName().toString().equals("instance")).toList();
      for (Path instance : instances) {
        live(instance).ifPresent(Home::end);
      }
    } finally {
      katka.close();
    }
  }
}
