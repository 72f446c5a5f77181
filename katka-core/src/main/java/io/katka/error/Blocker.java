package io.katka.error;

import java.util.List;

/**
 * A reason for not going on, as data. Two equal blockers are the same reason, so how long one has
 * stood can be told; the engine keeps that, see {@code BlockedSince}.
 */
public sealed interface Blocker {

  /** One sentence for a person. */
  String describe();

  /**
   * A partition lacks in-sync replicas.
   *
   * @param isr the in-sync replicas now
   * @param missing the replicas that are not in sync
   */
  record UnderReplicated(String topic, int partition, List<Integer> isr, List<Integer> missing)
      implements Blocker {
    public UnderReplicated {
      isr = List.copyOf(isr);
      missing = List.copyOf(missing);
    }

    @Override
    public String describe() {
      return "%s-%d is under-replicated: in sync %s, missing %s"
          .formatted(topic, partition, isr, missing);
    }
  }

  /**
   * Nodes that are to go down together have a replica of the same partition.
   *
   * @param nodes which of them
   */
  record SharedPartition(String topic, int partition, List<Integer> nodes) implements Blocker {
    public SharedPartition {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String describe() {
      return "%s-%d lies on %s, which were to go down together".formatted(topic, partition, nodes);
    }
  }

  /** Without the node, a partition would fall below its {@code min.insync.replicas}. */
  record WouldFallBelowMinIsr(String topic, int partition, List<Integer> isr, int minIsr, int node)
      implements Blocker {
    public WouldFallBelowMinIsr {
      isr = List.copyOf(isr);
    }

    @Override
    public String describe() {
      return "%s-%d would fall below min.insync.replicas %d without node %d: in sync now %s"
          .formatted(topic, partition, minIsr, node, isr);
    }
  }

  /** A partition has no leader. */
  record Leaderless(String topic, int partition) implements Blocker {
    @Override
    public String describe() {
      return "%s-%d has no leader".formatted(topic, partition);
    }
  }

  /** A reassignment is under way that this run did not start. */
  record ForeignReassignment(String topic, int partition) implements Blocker {
    @Override
    public String describe() {
      return "%s-%d is being reassigned by somebody else".formatted(topic, partition);
    }
  }

  /** Something that must be known cannot be seen, so nothing is assumed about it. */
  record CannotSee(String what) implements Blocker {
    @Override
    public String describe() {
      return "cannot see " + what;
    }
  }

  /** A node is not where the step needs it. */
  record NodeNotReady(int node, String observed, String wanted) implements Blocker {
    @Override
    public String describe() {
      return "node %d is %s, wanted %s".formatted(node, observed, wanted);
    }
  }

  /** The metadata quorum would lose, or has lost, its caught-up majority. */
  record QuorumAtRisk(String detail) implements Blocker {
    @Override
    public String describe() {
      return "quorum: " + detail;
    }
  }

  /** A replica does not fit on a broker's disk with what must stay free there. */
  record DiskWouldFill(int node, long usableBytes, long neededBytes) implements Blocker {
    @Override
    public String describe() {
      return "the disk of node %d would fill: %d bytes usable, %d needed"
          .formatted(node, usableBytes, neededBytes);
    }
  }

  /**
   * A partition is written faster than the throttle lets its new replica be copied: what is written
   * counts at its leader for each replica that is in sync and for the one that is copied.
   */
  record WrittenTooFast(String topic, int partition, long countedPerSecond, long throttle)
      implements Blocker {
    @Override
    public String describe() {
      return ("%s-%d is written too fast to be copied: at its leader that counts %d bytes/s, and the"
              + " throttle is %d; one of %d would do")
          .formatted(topic, partition, countedPerSecond, throttle, 2 * countedPerSecond);
    }
  }

  /** A registered broker that no platform node and no plan accounts for. */
  record UnknownNode(int node) implements Blocker {
    @Override
    public String describe() {
      return "node %d is registered but unknown to the platform".formatted(node);
    }
  }

  /** Work is going on; how much is left shrinks. */
  record InProgress(String detail, long remaining) implements Blocker {
    @Override
    public String describe() {
      return detail + ", remaining " + remaining;
    }
  }

  /** A caller's gate or step says not yet. */
  record Custom(String source, String reason) implements Blocker {
    @Override
    public String describe() {
      return source + ": " + reason;
    }
  }
}
