package io.katka.k8s.internal.manifest;

import io.katka.spec.NodePoolSpec;
import io.katka.spec.Topology;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the controllers are. */
final class Controllers {
  /** The pool of nodes that are controllers only. */
  private static final String DEDICATED_POOL = "controller";

  private Controllers() {}

  /**
   * Where a node looks for the quorum: one name for all, so that no node's file changes when a
   * controller comes or goes.
   */
  static HostAndPort bootstrap(ClusterFacts facts) {
    return new HostAndPort(
        Names.service(facts.ref(), Names.controllers(facts.ref())), Listener.CONTROLLER.port());
  }

  /** The quorum's first voters, as {@code kafka-storage format} takes them (KIP-853). */
  static String initial(ClusterFacts facts, Map<Integer, String> voters) {
    return voters.entrySet().stream()
        .map(
            voter ->
                "%d@%s:%d:%s"
                    .formatted(
                        voter.getKey(),
                        Names.host(facts.ref(), pool(facts, voter.getKey()), voter.getKey()),
                        Listener.CONTROLLER.port(),
                        voter.getValue()))
        .collect(Collectors.joining(","));
  }

  /** What is there says it; before, the planner's order of new nodes does. */
  private static String pool(ClusterFacts facts, int id) {
    String known = facts.controllerPools().get(id);
    if (known != null) {
      return known;
    }
    if (facts.foundation().spec().controllers().topology() == Topology.DEDICATED) {
      return DEDICATED_POOL;
    }
    long before =
        facts.foundation().initialVoters().keySet().stream().filter(voter -> voter < id).count();
    for (NodePoolSpec pool : facts.foundation().spec().pools()) {
      if (before < pool.replicas()) {
        return pool.name();
      }
      before -= pool.replicas();
    }
    throw new IllegalArgumentException("no pool has controller " + id);
  }
}
