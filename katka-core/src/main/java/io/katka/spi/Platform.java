package io.katka.spi;

import io.katka.error.Problem;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.Topology;
import io.katka.state.PlatformState;
import java.time.Duration;
import java.util.List;

/**
 * Where a cluster's nodes run: the port to processes, pods, machines. It observes and acts, and
 * decides nothing.
 *
 * <p>Every act takes the cluster's lock and is refused without it. Acts are idempotent, may return
 * before their effect is there ({@link #observe} shows it), and throw {@link
 * io.katka.error.UnreachableException} when it is not known whether they had their effect: the same
 * act is then simply called again.
 *
 * <p>All methods may be called from several threads.
 */
public interface Platform extends AutoCloseable {
  /** The platform's name, such as {@code local}. */
  String name();

  /** The full key of a cluster of that name on this platform. */
  ClusterRef ref(String clusterName);

  /** Where that is, in words for a plan's first line. */
  String location(ClusterRef ref);

  /** Where a new cluster's controllers run unless the caller says. */
  Topology defaultTopology();

  /** How long a waiting run waits at most before it looks again on this platform. */
  Duration pollInterval();

  /**
   * What is there.
   *
   * @throws io.katka.error.UnreachableException if that cannot be told
   */
  PlatformState observe(ClusterRef ref);

  /**
   * Everything that would keep these nodes from running here, found without touching anything:
   * capacity, ports, a Java too old, a release that cannot be had.
   *
   * @param nodes the nodes that the plan creates or changes
   */
  List<Problem> check(ClusterRef ref, ClusterSpec target, List<NodeSpec> nodes);

  /**
   * What this platform does otherwise than the words of the spec say, for the plan's notes; such as
   * that it runs another distribution of the same Kafka.
   */
  default List<String> notes(ClusterSpec target) {
    return List.of();
  }

  /** How to reach that cluster's Kafka. */
  Connection connection(ClusterRef ref, Purpose purpose);

  /**
   * Takes the right to change a cluster.
   *
   * @param owner who takes it, as others shall see it
   * @param lease how long it lasts without renewal
   * @throws io.katka.error.ClusterLockedException if somebody else holds it
   */
  ClusterLock lock(ClusterRef ref, String owner, Duration lease);

  /** The notes kept with a cluster. */
  RunStore store(ClusterRef ref);

  /** Records what a cluster is and shall be; creates what its nodes share. */
  void prepare(ClusterLock lock, ClusterRef ref, Foundation foundation);

  /**
   * Makes of something that somebody else changed what it should be, as {@link
   * io.katka.state.Drift} shows it. Nothing on platforms where only Katka changes things.
   *
   * @param object what was changed, as {@code Drift.object} names it
   */
  default void putBack(ClusterLock lock, ClusterRef ref, String object) {}

  /**
   * Creates a node if there is none of that id, formats its volume if it never was, and starts it
   * if it is down, as the spec says. Records the spec first. Refused while the volume is wiped.
   */
  void start(ClusterLock lock, ClusterRef ref, NodeSpec node);

  /**
   * Starts several, each as {@link #start(ClusterLock, ClusterRef, NodeSpec)} does: one after the
   * other by default. A platform that does better may be at any of them when it fails.
   */
  default void start(ClusterLock lock, ClusterRef ref, List<NodeSpec> nodes) {
    nodes.forEach(node -> start(lock, ref, node));
  }

  /**
   * Stops a node in an orderly way and starts it as the spec says: one act that, once accepted, is
   * completed even if the caller dies, or else shows as a stopped node with that spec.
   */
  void restart(ClusterLock lock, ClusterRef ref, NodeSpec node);

  /** Stops a node in an orderly way; it stays recorded. */
  void stop(ClusterLock lock, ClusterRef ref, int node);

  /**
   * Ends a node at once; it stays recorded. For one that cannot stop in order any more, as a broker
   * whose quorum is gone and that would wait minutes for it. What it acknowledged stays on its
   * volume, and is checked when it starts the next time.
   */
  void kill(ClusterLock lock, ClusterRef ref, int node);

  /** Gives a node whose volume is wiped a new one, formatted as the spec says, and starts it. */
  void replaceVolume(ClusterLock lock, ClusterRef ref, NodeSpec node);

  /** Forgets a stopped node. */
  void remove(ClusterLock lock, ClusterRef ref, int node, boolean keepVolumes);

  /**
   * Forgets the nodes of a cluster, which are all stopped. With the volumes it keeps what the
   * cluster is, so that it comes back over them under its id; else nothing is left of it.
   */
  void delete(ClusterLock lock, ClusterRef ref, boolean keepVolumes);

  /** {@code host:port} of a node's controller listener; empty where it has none. */
  String controllerEndpoint(ClusterRef ref, int node);

  /** The last lines a node wrote, oldest first; empty where there are none. */
  List<String> logTail(ClusterRef ref, int node, int lines);

  /** Closes what this object holds open; what outlives it stays. */
  @Override
  void close();
}
