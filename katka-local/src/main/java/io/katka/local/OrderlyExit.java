package io.katka.local;

import io.katka.local.LocalLock.LockFile;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spi.Time;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the nodes of attached clusters when the program that ran them ends: brokers before
 * controllers or a ZooKeeper ensemble, which they need to hand over in order, and all of a kind at
 * once.
 */
final class OrderlyExit {
  private static final Logger LOG = LoggerFactory.getLogger(OrderlyExit.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The last of a quorum waits for a majority that will not come back. */
  private static final Duration QUORUM_PATIENCE = Duration.ofSeconds(8);

  private record Node(ClusterFiles cluster, NodeFiles files) {}

  private final Guard guard;
  private final NodeProcesses processes;
  private final LocalActs acts;
  private final Function<ClusterFiles, LockFile> locks;
  private final Time time;

  OrderlyExit(
      Guard guard,
      NodeProcesses processes,
      LocalActs acts,
      Function<ClusterFiles, LockFile> locks,
      Time time) {
    this.guard = guard;
    this.processes = processes;
    this.acts = acts;
    this.locks = locks;
    this.time = time;
  }

  /** Stops the nodes of clusters, each acted on under its lock, unless that was taken over. */
  void stop(Map<ClusterFiles, LocalLock> clusters) {
    for (Set<NodeKind> kinds :
        List.of(
            Set.of(NodeKind.BROKER),
            Set.of(NodeKind.COMBINED, NodeKind.CONTROLLER, NodeKind.ZOOKEEPER))) {
      var stopping = new ArrayList<Node>();
      clusters.forEach(
          (cluster, lock) -> {
            if (Files.notExists(cluster.directory())) {
              return;
            }
            try {
              stopping.addAll(guard.get(() -> stop(cluster, lock, kinds)));
            } catch (RuntimeException e) {
              LOG.warn("Nodes of {} go on: {}", cluster.directory(), e.getMessage());
            }
          });
      boolean quorum = !kinds.contains(NodeKind.BROKER);
      awaitEnd(stopping, quorum ? QUORUM_PATIENCE : PATIENCE);
      if (quorum) {
        stopping.stream().filter(this::isAlive).forEach(this::kill);
        awaitEnd(stopping, PATIENCE);
      }
    }
    processes.settle();
  }

  private void kill(Node node) {
    guard.run(() -> acts.kill(node.cluster(), node.files()));
  }

  private List<Node> stop(ClusterFiles cluster, LocalLock lock, Set<NodeKind> kinds) {
    boolean attached =
        cluster.foundation().map(Foundation::spec).filter(s -> !s.detached()).isPresent();
    if (!attached || lock.wasTakenOver() || somebodyElseHolds(cluster)) {
      return List.of();
    }
    var stopping = new ArrayList<Node>();
    for (NodeFiles node : cluster.nodes()) {
      boolean live =
          node.read()
              .filter(record -> kinds.contains(record.spec().kind()))
              .flatMap(record -> processes.find(node, record))
              .isPresent();
      if (live) {
        acts.stop(cluster, node);
        stopping.add(new Node(cluster, node));
      }
    }
    return stopping;
  }

  private boolean somebodyElseHolds(ClusterFiles cluster) {
    return locks
        .apply(cluster)
        .read()
        .filter(lock -> lock.pid() != ProcessHandle.current().pid())
        .filter(lock -> lock.stands(time.now().toEpochMilli()))
        .isPresent();
  }

  private void awaitEnd(List<Node> nodes, Duration patience) {
    long start = time.nanos();
    try {
      while (nodes.stream().anyMatch(this::isAlive)) {
        if (time.nanos() - start > patience.toNanos()) {
          LOG.info(
              "Still stopping after {}: {}",
              patience,
              nodes.stream().filter(this::isAlive).map(n -> n.files().directory()).toList());
          return;
        }
        time.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAlive(Node node) {
    return node.files().read().flatMap(r -> processes.find(node.files(), r)).isPresent();
  }
}
