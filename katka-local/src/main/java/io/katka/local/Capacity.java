package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.error.Problem;
import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.spec.NodeSpec;
import io.katka.spec.Quantity;
import io.katka.spi.EnsembleProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;

/** What would keep nodes from running on this machine, found without touching anything. */
final class Capacity {
  /** The metadata level of Kafka 3.9, the first with a quorum that can change (KIP-853). */
  private static final int FIRST_DYNAMIC_QUORUM = 21;

  private static final long LEAST_DISK_BYTES = 100L * 1024 * 1024;

  /** What a broker's JVM takes besides its heap. */
  private static final long OUTSIDE_HEAP_BYTES = 128L * 1024 * 1024;

  private final Path base;
  private final JavaHome java;
  private final ReleaseJars jars;
  private final Ports ports;
  private final NodeProcesses processes;

  Capacity(Path base, JavaHome java, ReleaseJars jars, Ports ports, NodeProcesses processes) {
    this.base = base;
    this.java = java;
    this.jars = jars;
    this.ports = ports;
    this.processes = processes;
  }

  List<Problem> check(ClusterFiles cluster, List<NodeSpec> nodes) {
    var problems = new ArrayList<Problem>();
    if (nodes.isEmpty()) {
      return problems;
    }
    checkSystem(problems);
    Set<KafkaRelease> releases = new LinkedHashSet<>();
    nodes.forEach(node -> releases.add(node.revision().release()));
    releases.forEach(release -> checkRelease(release, java, jars, problems));
    if (!isUsable(base)) {
      problems.add(
          new Problem(
              "local.directory",
              base.toString(),
              "a directory that can be written, or created",
              existing(base) + " is not one. Name another one: local.directory."));
      return problems;
    }
    List<NodeSpec> down = nodes.stream().filter(node -> !isAlive(cluster, node)).toList();
    checkPorts(cluster, down, problems);
    checkDisk(cluster, nodes, problems);
    checkMemory(down, problems);
    return problems;
  }

  private static void checkSystem(List<Problem> problems) {
    if (!ProcessHandle.current().supportsNormalTermination()) {
      problems.add(
          new Problem(
              "platform",
              System.getProperty("os.name"),
              "a system on which a process can be asked to end",
              "The local platform stops nodes in an orderly way, which this system does not offer."));
    }
  }

  /** What keeps a release from running on that Java. */
  static void checkRelease(
      KafkaRelease release, JavaHome java, ReleaseJars jars, List<Problem> problems) {
    if (release.metadata() == MetadataMode.KRAFT
        && release.metadataLevel() < FIRST_DYNAMIC_QUORUM) {
      problems.add(
          new Problem(
              "version",
              release.describe(),
              "Apache Kafka 3.9 or newer",
              "Older ones have no quorum that can change."));
      return;
    }
    if (release.metadata() == MetadataMode.ZOOKEEPER && !knowsEnsembles()) {
      problems.add(
          new Problem(
              "version",
              release.describe(),
              "io.katka:katka-zookeeper on the class path",
              "Add that module: it talks to the ensemble."));
      return;
    }
    checkJava(release, java, problems);
    try {
      jars.of(release);
    } catch (KatkaException e) {
      problems.add(
          new Problem("version", release.describe(), "a release that can be had", e.getMessage()));
    }
  }

  private static boolean knowsEnsembles() {
    return ServiceLoader.load(EnsembleProvider.class, Capacity.class.getClassLoader())
        .findFirst()
        .isPresent();
  }

  private static void checkJava(KafkaRelease release, JavaHome java, List<Problem> problems) {
    try {
      int floor = Math.max(release.javaFloor(), JavaHome.FLOOR);
      if (java.feature() < floor) {
        problems.add(
            new Problem(
                "local.java",
                "Java " + java.version() + " in " + java.directory(),
                "Java " + floor + " or newer for " + release.describe(),
                "Name the directory of another one: local.java."));
      }
    } catch (KatkaException e) {
      problems.add(
          new Problem(
              "local.java",
              java.directory().toString(),
              "the directory of a Java",
              e.getMessage()));
    }
  }

  private static boolean isUsable(Path directory) {
    Path present = existing(directory);
    return Files.isDirectory(present) && Files.isWritable(present);
  }

  private void checkPorts(ClusterFiles cluster, List<NodeSpec> nodes, List<Problem> problems) {
    var recorded = cluster.ports();
    for (NodeSpec node : nodes) {
      ports
          .conflict(recorded.getOrDefault(node.id(), NodePorts.NONE))
          .ifPresent(
              port ->
                  problems.add(
                      new Problem(
                          "port of node " + node.id(),
                          port + ", taken by another process",
                          "a free port",
                          "A node keeps its ports: stop what listens there.")));
    }
  }

  private void checkDisk(ClusterFiles cluster, List<NodeSpec> nodes, List<Problem> problems) {
    long wanted =
        nodes.stream()
            .filter(node -> !Files.exists(cluster.node(node.id()).data()))
            .mapToLong(node -> Math.max(node.storage().sizeBytes(), LEAST_DISK_BYTES))
            .sum();
    try {
      long usable = Files.getFileStore(existing(base)).getUsableSpace();
      if (usable < wanted) {
        problems.add(
            new Problem(
                "disk",
                Quantity.show(usable) + " usable at " + base,
                Quantity.show(wanted) + " or more for the new nodes",
                "Free some, or name another directory: local.directory."));
      }
    } catch (IOException e) {
      problems.add(
          new Problem(
              "local.directory", base.toString(), "a directory on a readable disk", e.toString()));
    }
  }

  private static void checkMemory(List<NodeSpec> down, List<Problem> problems) {
    long wanted = down.stream().mapToLong(node -> NodeLaunch.heap(node) + OUTSIDE_HEAP_BYTES).sum();
    OptionalLong available = availableMemory();
    if (available.isPresent() && available.getAsLong() < wanted) {
      problems.add(
          new Problem(
              "memory",
              Quantity.show(available.getAsLong()) + " available",
              Quantity.show(wanted) + " or more for the nodes to start",
              "Ask for fewer nodes or a smaller heap: resources(r -> r.heap(\"192Mi\"))."));
    }
  }

  /** What the system could give without swapping; empty on systems that do not tell. */
  private static OptionalLong availableMemory() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private boolean isAlive(ClusterFiles cluster, NodeSpec spec) {
    NodeFiles node = cluster.node(spec.id());
    return node.read().flatMap(record -> processes.find(node, record)).isPresent();
  }

  private static Path existing(Path directory) {
    Optional<Path> found = Optional.of(directory);
    while (found.isPresent() && !Files.exists(found.get())) {
      found = Optional.ofNullable(found.get().getParent());
    }
    return found.orElse(directory);
  }
}
