package io.katka.plan;

import io.katka.spec.BalancePolicy;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a planned step does, as data. */
public sealed interface Action {

  /** Fixes and records identity and intent before anything else. */
  record Prepare(Foundation foundation) implements Action {}

  /** Makes again what it should be of something that somebody else changed at the platform. */
  record PutBack(String object) implements Action {}

  /** Notes what has begun and must be ended, by this run or a later one. */
  record Intend(String note, String text) implements Action {}

  /**
   * Creates nodes that do not exist and starts those that are down.
   *
   * @param nodes in this order
   * @param awaited whether this step waits until they run; a later one does otherwise
   */
  record StartNodes(List<NodeSpec> nodes, boolean awaited) implements Action {
    public StartNodes {
      nodes = List.copyOf(nodes);
    }

    /** Waits until they run. */
    public StartNodes(List<NodeSpec> nodes) {
      this(nodes, true);
    }
  }

  /** Waits until the quorum has a leader and these voters have caught up. */
  record AwaitQuorum(Set<Integer> voters) implements Action {
    public AwaitQuorum {
      voters = Collections.unmodifiableSet(new TreeSet<>(voters));
    }
  }

  /** Records the cluster id in a ZooKeeper ensemble, before the first broker makes up another. */
  record ClaimEnsemble(String clusterId) implements Action {}

  /** Waits until these brokers are registered and unfenced. */
  record AwaitRegistered(Set<Integer> brokers) implements Action {
    public AwaitRegistered {
      brokers = Collections.unmodifiableSet(new TreeSet<>(brokers));
    }
  }

  /** Waits until no partition is under-replicated or without a leader. */
  record AwaitInSync() implements Action {}

  /** Waits until every partition that the node held has a leader. */
  record AwaitElection(int node) implements Action {}

  /** The safety gate and the callers' gates, before a node goes down. */
  record CheckGate(int node) implements Action {}

  /** Moves leadership off a broker. */
  record MoveLeaders(int node) implements Action {}

  /** The same before several brokers go down that share no partition. */
  record CheckBatch(Set<Integer> nodes) implements Action {
    public CheckBatch {
      nodes = Collections.unmodifiableSet(new TreeSet<>(nodes));
    }
  }

  /** Stops a node and starts it as the spec says. */
  record RestartNode(NodeSpec node) implements Action {}

  /** Does that with several brokers that share no partition, together. */
  record RestartBatch(List<NodeSpec> nodes) implements Action {
    public RestartBatch {
      nodes = List.copyOf(nodes);
    }
  }

  /** Gives preferred replicas their leadership back. */
  record RestoreLeaders() implements Action {}

  /** Watches the gates for a while before going on. */
  record Soak(int node, long millis) implements Action {}

  /** Balances replicas and leaders over the brokers that stay, and empties those that leave. */
  record Balance(Set<Integer> leaving, BalancePolicy policy) implements Action {
    public Balance {
      leaving = Collections.unmodifiableSet(new TreeSet<>(leaving));
    }
  }

  /** Keeps new replicas off a broker, or lets them on again. */
  record Cordon(int node, boolean cordoned) implements Action {}

  /** Makes sure a broker holds no replica any more. */
  record VerifyEmpty(int node) implements Action {}

  /** Lets a caught-up controller vote. */
  record JoinQuorum(int node) implements Action {}

  /** Takes a controller's vote away. */
  record LeaveQuorum(int node) implements Action {}

  /** Stops a node for good. */
  record StopNode(int node) implements Action {}

  /** Makes Kafka forget a stopped broker. */
  record Unregister(int node) implements Action {}

  /** Clears a broker's dynamic configuration, so that a reused id does not inherit it. */
  record ClearConfig(int node) implements Action {}

  /** Makes the platform forget a node. */
  record RemoveNode(int node, boolean keepVolumes) implements Action {}

  /** Gives a node whose data is gone a new, empty volume. */
  record ReplaceVolume(NodeSpec node) implements Action {}

  /** Sets and removes cluster-wide dynamic configuration. */
  record Configure(Map<String, String> set, Set<String> removed) implements Action {
    public Configure {
      set = Collections.unmodifiableMap(new TreeMap<>(set));
      removed = Collections.unmodifiableSet(new TreeSet<>(removed));
    }
  }

  /** Finalizes features at these levels. */
  record FinalizeFeatures(Map<String, Integer> levels) implements Action {
    public FinalizeFeatures {
      levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    }
  }

  /** Stops all nodes and makes the platform forget the cluster. */
  record DeleteCluster(boolean keepVolumes) implements Action {}

  /** Starts the traffic that proves what clients see. */
  record StartProof() implements Action {}

  /** Ends that traffic and counts. */
  record StopProof() implements Action {}

  /**
   * Something a caller brought.
   *
   * @param step its name
   * @param edit which of the caller's changes to the workflow it came with
   */
  record Custom(String step, int edit) implements Action {}
}
