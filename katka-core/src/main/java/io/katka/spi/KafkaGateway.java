package io.katka.spi;

import io.katka.state.BrokerDisk;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.QuorumState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Katka's eyes and hands on Kafka. What a cluster cannot do is an empty facet; what cannot be seen
 * just now is an {@link io.katka.error.UnreachableException}, never a guess.
 *
 * <p>All methods may be called from several threads.
 */
public interface KafkaGateway extends AutoCloseable {

  /** What to look at; a look costs what it shows. */
  enum Look {
    /**
     * All partitions with their replicas, in-sync sets and effective {@code min.insync.replicas}.
     */
    PARTITIONS,
    /** The size of every partition, from the log directories of its brokers. */
    BYTES,
    /** Dynamic configuration of all brokers and of each. */
    CONFIG,
    /** Dynamic configuration of all brokers; of each nothing, which would be much to read. */
    DEFAULTS,
    /** The quorum with lags, and who is the active controller. */
    QUORUM,
    /** Whether every broker answers a request addressed to it. */
    ANSWERS
  }

  /**
   * What Kafka shows now: brokers, features and capabilities always, the rest as asked.
   *
   * @throws io.katka.error.UnreachableException if not all that was asked for can be seen; a broker
   *     that does not answer is no such case, it shows in {@code BrokerState.answered}
   */
  KafkaState observe(Set<Look> looks);

  /**
   * The quorum, asked of the controllers themselves, or the ZooKeeper ensemble, asked of its
   * members: it is there before any broker is.
   *
   * @throws io.katka.error.UnreachableException if no controller answers
   */
  QuorumState observeQuorum();

  /** Moves replicas. */
  Optional<Reassignments> reassignments();

  /** Elects leaders. */
  Optional<Elections> elections();

  /** Shows what lies on brokers' disks. */
  default Optional<Disks> disks() {
    return Optional.empty();
  }

  /** Changes configuration. */
  Optional<Configs> configs();

  /** Finalizes features. */
  Optional<Features> features();

  /** Changes the quorum's voters. */
  Optional<Voters> voters();

  /** Makes brokers forgotten. */
  Optional<Registrations> registrations();

  /**
   * Fixes the cluster id, where the cluster's first node cannot be formatted with it: in a
   * ZooKeeper ensemble, before the first broker makes up one of its own.
   */
  default Optional<Identity> identity() {
    return Optional.empty();
  }

  @Override
  void close();

  /** Fixes a cluster's identity. */
  interface Identity {
    /**
     * Records the cluster id; one that is recorded already is passed over.
     *
     * @throws io.katka.error.KatkaException if another one is recorded: it is another cluster's
     */
    void claim(String clusterId);
  }

  /** Moves replicas. */
  interface Reassignments {
    /**
     * Starts moves, or changes those under way; in requests of at most 1,000 partitions, with
     * changes of the replication factor forbidden where the broker can. A partition that is gone
     * meanwhile is passed over.
     *
     * @param targets partition to its new replicas in order
     */
    void alter(Map<PartitionRef, List<Integer>> targets);

    /**
     * Whether moves can be added to those under way, and these be taken back. Where not, what has
     * begun goes on to its end, and {@link #alter} is refused meanwhile, with an {@link
     * io.katka.error.UnreachableException} that says what is in the way.
     */
    default boolean canAdd() {
      return true;
    }

    /**
     * Reverts moves under way; what is not moving is passed over.
     *
     * @throws io.katka.error.KatkaException where the cluster cannot: the moves go on to their end
     */
    void cancel(Collection<PartitionRef> partitions);
  }

  /** Elects leaders. */
  interface Elections {
    /**
     * Elects the preferred leader of these partitions; where it leads already, or cannot, nothing.
     */
    void preferred(Collection<PartitionRef> partitions);
  }

  /** Shows what lies on brokers' disks. */
  interface Disks {
    /** What these brokers' log directories show; a broker that does not answer is left out. */
    Map<Integer, BrokerDisk> look(Collection<Integer> brokers);
  }

  /** Changes configuration. */
  interface Configs {
    /**
     * Sets and removes dynamic configuration of all brokers.
     *
     * @param removed keys that go back to their default
     */
    void alterDefault(Map<String, String> set, Collection<String> removed);

    /**
     * Sets and removes dynamic configuration of one broker, which need not run; one that is not
     * registered is passed over.
     */
    void alterBroker(int broker, Map<String, String> set, Collection<String> removed);

    /** Sets and removes configuration of topics. */
    void alterTopics(
        Map<String, Map<String, String>> set, Map<String, ? extends Collection<String>> removed);

    /** The configuration set on these topics themselves, defaults left out. */
    Map<String, Map<String, String>> topics(Collection<String> topics);
  }

  /** Finalizes features. */
  interface Features {
    /**
     * Raises features to these levels.
     *
     * @param validateOnly asks whether that would do, and changes nothing
     */
    void raise(Map<String, Integer> levels, boolean validateOnly);
  }

  /** Changes the quorum's voters. */
  interface Voters {
    /**
     * Lets a running controller vote; asked of that controller's own data in its log directory.
     *
     * @param directoryId its directory id, as the quorum shows it among its observers
     * @param endpoint {@code host:port} of its controller listener
     */
    void add(int controller, String directoryId, String endpoint);

    /** Takes a controller's vote away. */
    void remove(int controller, String directoryId);
  }

  /** Makes brokers forgotten. */
  interface Registrations {
    /** Unregisters a broker that is down; one that is not registered is passed over. */
    void unregister(int broker);
  }
}
