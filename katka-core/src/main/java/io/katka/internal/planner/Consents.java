package io.katka.internal.planner;

import io.katka.error.Blocker;
import io.katka.error.PreconditionException;
import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.UpgradePolicy;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What no gate can ever allow, found when the plan is made: partitions with a single replica, or
 * whose {@code min.insync.replicas} needs all of them, and a quorum of one voter. A restart makes
 * them unavailable, so it needs the caller's consent.
 */
final class Consents {
  private Consents() {}

  /** Whether a partition is unavailable to {@code acks=all} whenever one of its brokers is down. */
  static boolean neverSafe(PartitionTable table, int row) {
    return table.targetReplicas(row).size() - 1 < Math.max(1, table.minIsr(row));
  }

  static List<String> require(Situation s, List<Phase> phases) {
    UpgradePolicy policy = s.wanted().upgrade();
    PartitionTable table = s.partitions();
    var missing = new ArrayList<Blocker>();
    Set<String> consented = new TreeSet<>();
    Set<Integer> seen = new TreeSet<>();
    for (NodeSpec node : restarted(phases)) {
      for (int row : table.rowsOn(node.id())) {
        if (!neverSafe(table, row) || !seen.add(row)) {
          continue;
        }
        if (policy.allowsUnavailable(table.topic(row))) {
          consented.add(table.topic(row));
        } else {
          missing.add(
              new Blocker.WouldFallBelowMinIsr(
                  table.topic(row),
                  table.partition(row),
                  table.isr(row),
                  table.minIsr(row),
                  node.id()));
        }
      }
      boolean onlyVoter =
          node.kind() != NodeKind.BROKER
              && s.kafka().flatMap(k -> k.quorum()).map(q -> q.voters().size() == 1).orElse(false);
      if (onlyVoter && !policy.allowsQuorumLoss()) {
        missing.add(
            new Blocker.QuorumAtRisk(
                "node " + node.id() + " is the only voter: no metadata changes while it restarts"));
      }
    }
    if (!missing.isEmpty()) {
      throw new PreconditionException(
          "This plan restarts nodes without which what follows is unavailable. Raise the"
              + " replication factor, or consent:"
              + " .upgrade(u -> u.allowUnavailable(\"<topic>\") or u.allowQuorumLoss()).",
          missing);
    }
    return consented.isEmpty()
        ? List.of()
        : List.of("unavailable while a broker restarts, as consented: " + consented);
  }

  private static List<NodeSpec> restarted(List<Phase> phases) {
    return phases.stream()
        .flatMap(p -> p.steps().stream())
        .map(step -> step.action())
        .flatMap(Consents::restarted)
        .toList();
  }

  private static Stream<NodeSpec> restarted(Action action) {
    if (action instanceof Action.RestartBatch batch) {
      return batch.nodes().stream();
    }
    return action instanceof Action.RestartNode restart
        ? Stream.of(restart.node())
        : Stream.empty();
  }
}
