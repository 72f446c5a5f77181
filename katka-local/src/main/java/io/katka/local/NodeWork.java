package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.release.MetadataMode;
import io.katka.spec.NodeKind;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out in the background what was recorded: waits for a node's process to end where it shall
 * stop, then starts it as recorded. It looks at the record anew before each move, and makes none
 * once another act was recorded or somebody else holds the cluster.
 */
final class NodeWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWork.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration START_TURN = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Order(ClusterFiles cluster, LocalLock lock, String act) {}

  private enum Move {
    WAIT_FOR_END,
    START,
    NOTHING
  }

  private final Guard guard;
  private final NodeProcesses processes;
  private final NodeLaunch launch;
  private final Time time;
  private final Semaphore turns;
  private final ExecutorService threads;
  private final Map<NodeFiles, Order> orders = new ConcurrentHashMap<>();

  NodeWork(Guard guard, NodeProcesses processes, NodeLaunch launch, Time time, int startsAtOnce) {
    this.guard = guard;
    this.processes = processes;
    this.launch = launch;
    this.time = time;
    this.turns = new Semaphore(startsAtOnce, true);
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              var thread = new Thread(task, "katka-local-node");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether something is still to be done for a node by this program. */
  boolean isUnderWay(NodeFiles node) {
    return orders.containsKey(node);
  }

  /** Brings a node up as it is recorded, in place of what was under way for it. */
  void submit(ClusterFiles cluster, NodeFiles node, LocalLock lock, String act) {
    if (orders.put(node, new Order(cluster, lock, act)) == null) {
      threads.execute(() -> work(node));
    }
  }

  void forget(NodeFiles node) {
    orders.remove(node);
  }

  /** Makes no further move; one that is being made is completed. */
  @Override
  public void close() {
    threads.shutdown();
    orders.clear();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A node's start is not completed after {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(NodeFiles node) {
    Order order = orders.get(node);
    while (order != null) {
      try {
        carryOut(node, order);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        orders.remove(node);
        return;
      } catch (RuntimeException e) {
        recordFailure(node, order, e);
      }
      order = orders.remove(node, order) ? null : orders.get(node);
    }
  }

  private void carryOut(NodeFiles node, Order order) throws InterruptedException {
    while (orders.get(node) == order) {
      switch (guard.get(() -> nextMove(node, order))) {
        case WAIT_FOR_END -> awaitEnd(node, order);
        case START -> {
          awaitEndOfSession(node, order);
          start(node, order);
          return;
        }
        case NOTHING -> {
          return;
        }
      }
    }
  }

  private Move nextMove(NodeFiles node, Order order) {
    Optional<NodeRecord> record = current(node, order);
    if (record.isEmpty()) {
      return Move.NOTHING;
    }
    if (processes.find(node, record.get()).isEmpty()) {
      return Move.START;
    }
    boolean ending = record.get().lastProcess().orElseThrow().shallStop();
    return ending ? Move.WAIT_FOR_END : Move.NOTHING;
  }

  private void awaitEnd(NodeFiles node, Order order) throws InterruptedException {
    while (orders.get(node) == order && isAlive(node)) {
      time.sleep(POLL);
    }
  }

  /**
   * A broker that was killed has a session with ZooKeeper left, and ends at once if it comes back
   * before that has ended.
   */
  private void awaitEndOfSession(NodeFiles node, Order order) throws InterruptedException {
    boolean standing =
        current(node, order)
            .filter(r -> r.spec().kind() == NodeKind.BROKER)
            .filter(r -> r.spec().revision().release().metadata() == MetadataMode.ZOOKEEPER)
            .flatMap(NodeRecord::lastProcess)
            .filter(process -> !process.shallStop())
            .isPresent();
    long start = time.nanos();
    while (standing
        && orders.get(node) == order
        && time.nanos() - start < ZooKeeperProperties.SESSION.toNanos()) {
      time.sleep(POLL);
    }
  }

  private void start(NodeFiles node, Order order) throws InterruptedException {
    turns.acquire();
    try {
      Optional<ProcessHandle> started =
          guard.get(
              () -> {
                boolean still = orders.get(node) == order && nextMove(node, order) == Move.START;
                return (still ? current(node, order) : Optional.<NodeRecord>empty())
                    .map(record -> launch.launch(order.cluster(), node, record));
              });
      if (started.isPresent()) {
        awaitListening(node, order, started.get());
      }
    } finally {
      turns.release();
    }
  }

  /** The next one's turn comes when this one listens, ends, or takes long for other reasons. */
  private void awaitListening(NodeFiles node, Order order, ProcessHandle process)
      throws InterruptedException {
    int port = order.cluster().ports().getOrDefault(node.id(), NodePorts.NONE).earliest();
    long start = time.nanos();
    while (orders.get(node) == order
        && time.nanos() - start < START_TURN.toNanos()
        && process.isAlive()
        && !Ports.isListening(port)) {
      time.sleep(POLL);
    }
  }

  private boolean isAlive(NodeFiles node) {
    return node.read().flatMap(record -> processes.find(node, record)).isPresent();
  }

  /** The record, if this order is still the last word on the node. */
  private static Optional<NodeRecord> current(NodeFiles node, Order order) {
    return order.lock().nobodyElseHolds()
        ? node.read().filter(record -> record.act().equals(order.act()))
        : Optional.empty();
  }

  private void recordFailure(NodeFiles node, Order order, RuntimeException failure) {
    String reason = failure instanceof KatkaException ? failure.getMessage() : failure.toString();
    try {
      guard.run(() -> current(node, order).ifPresent(r -> node.write(r.failure(reason))));
    } catch (RuntimeException e) {
      LOG.error("Cannot record that node {} could not be started: {}", node.id(), reason, e);
    }
  }
}
