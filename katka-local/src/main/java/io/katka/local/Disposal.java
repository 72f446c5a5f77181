package io.katka.local;

import io.katka.local.NodeRecord.ProcessRecord;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends clusters that nobody needs any more at once, without the orderly stop that only matters to
 * those that come back. Only a node that writes a class archive, from which all later starts gain,
 * is stopped in order before.
 */
final class Disposal {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration TO_WRITE = Duration.ofSeconds(30);
  private static final Duration TO_END = Duration.ofSeconds(20);

  private final Guard guard;
  private final Ports ports;
  private final NodeProcesses processes;
  private final LocalActs acts;
  private final ClassArchive archive;
  private final Time time;

  Disposal(
      Guard guard,
      Ports ports,
      NodeProcesses processes,
      LocalActs acts,
      ClassArchive archive,
      Time time) {
    this.guard = guard;
    this.ports = ports;
    this.processes = processes;
    this.acts = acts;
    this.archive = archive;
    this.time = time;
  }

  /** Ends all nodes of a cluster, whoever holds it. Its files stay. */
  void end(ClusterFiles cluster) {
    List<NodeFiles> nodes = cluster.nodes();
    List<NodeFiles> writers = nodes.stream().filter(this::writes).toList();
    writers.forEach(node -> guard.run(() -> acts.stop(cluster, node)));
    awaitEnd(writers, TO_WRITE);
    nodes.forEach(node -> guard.run(() -> acts.kill(cluster, node)));
    awaitEnd(nodes, TO_END);
    processes.settle();
  }

  /** Ends all nodes of several clusters. */
  void endAll(Set<ClusterFiles> clusters) {
    clusters.forEach(this::end);
  }

  /** Removes all that is left of a cluster whose nodes have ended. */
  void remove(ClusterFiles cluster) {
    guard.run(
        () -> {
          ports.releaseAll(cluster);
          Volumes.delete(cluster.directory());
        });
  }

  private boolean writes(NodeFiles node) {
    return process(node).filter(process -> archive.isWriter(process.token())).isPresent();
  }

  private Optional<ProcessRecord> process(NodeFiles node) {
    return node.read()
        .flatMap(NodeRecord::lastProcess)
        .filter(process -> processes.find(node, process).isPresent());
  }

  private void awaitEnd(List<NodeFiles> nodes, Duration patience) {
    long start = time.nanos();
    try {
      while (nodes.stream().anyMatch(node -> process(node).isPresent())
          && time.nanos() - start < patience.toNanos()) {
        time.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
