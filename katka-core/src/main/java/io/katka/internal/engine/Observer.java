package io.katka.internal.engine;

import io.katka.error.ApplyCancelledException;
import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.error.UnreachableException;
import io.katka.spec.ClusterRef;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.Platform;
import io.katka.spi.Time;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.ObservedCluster;
import io.katka.state.PlatformState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Looks at both sides of a cluster before anything is planned. */
public final class Observer {
  private static final Set<Look> ALL = EnumSet.allOf(Look.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Nodes that an earlier run only started may take a while on a slow machine. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);

  private final Platform platform;
  private final KafkaGateway gateway;
  private final Time time;

  /** An observer with these eyes. */
  public Observer(Platform platform, KafkaGateway gateway, Time time) {
    this.platform = platform;
    this.gateway = gateway;
    this.time = time;
  }

  /** What can be seen at once, for a status. */
  public ObservedCluster glance(ClusterRef ref) {
    PlatformState nodes = platform.observe(ref);
    if (nodes.foundation().isEmpty() || noneRuns(nodes)) {
      return new ObservedCluster(nodes, null, "no node runs");
    }
    try {
      return new ObservedCluster(nodes, kafka(nodes), "");
    } catch (UnreachableException e) {
      return new ObservedCluster(nodes, null, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What a plan can be made from. Where all nodes are up and Kafka cannot be seen, it is waited for
   * a while.
   *
   * @throws PreconditionException if Kafka cannot be seen and no node is down that could be why
   */
  public ObservedCluster look(ClusterRef ref) {
    long since = time.nanos();
    ObservedCluster seen = glance(ref);
    while (isBlind(seen)) {
      Duration patience = anyStarts(seen.platform()) ? START_PATIENCE : PATIENCE;
      if (time.nanos() - since > patience.toNanos()) {
        throw new PreconditionException(
            "Nodes of %s run, but Kafka cannot be seen, so nothing can be planned.".formatted(ref),
            List.of(new Blocker.CannotSee("Kafka: " + seen.blindness())));
      }
      pause();
      seen = glance(ref);
    }
    return seen;
  }

  private static boolean isBlind(ObservedCluster seen) {
    PlatformState nodes = seen.platform();
    return nodes.foundation().isPresent()
        && seen.kafka().isEmpty()
        && !nodes.nodes().isEmpty()
        && nodes.nodes().stream().noneMatch(node -> node.phase().isDown())
        && !isIncomplete(nodes);
  }

  /**
   * A cluster whose first start was broken off may lack nodes that make its quorum, or all brokers.
   */
  private static boolean isIncomplete(PlatformState nodes) {
    return nodes.nodes().stream().noneMatch(node -> node.spec().kind().isBroker())
        || nodes.foundation().orElseThrow().initialVoters().keySet().stream()
            .anyMatch(id -> nodes.node(id).isEmpty());
  }

  private void pause() {
    try {
      time.sleep(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApplyCancelledException("Interrupted while looking at the cluster.");
    }
  }

  private static boolean anyStarts(PlatformState nodes) {
    return nodes.nodes().stream().anyMatch(node -> node.phase() == NodePhase.STARTING);
  }

  private static boolean noneRuns(PlatformState nodes) {
    return nodes.nodes().stream().allMatch(node -> node.phase().isDown());
  }

  private KafkaState kafka(PlatformState nodes) {
    KafkaState kafka = gateway.observe(ALL);
    String expected = nodes.foundation().orElseThrow().clusterId();
    if (!kafka.clusterId().equals(expected)) {
      throw new KatkaException(
          "%s should have cluster id %s, but %s answers at its address: nothing is touched."
              .formatted(nodes.ref(), expected, kafka.clusterId()));
    }
    return kafka;
  }
}
