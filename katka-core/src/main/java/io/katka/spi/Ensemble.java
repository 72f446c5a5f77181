package io.katka.spi;

import io.katka.state.PartitionRef;
import io.katka.state.QuorumState;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A ZooKeeper ensemble with a Kafka cluster's metadata: what brokers of that era do not tell or do
 * themselves. A part of the {@link KafkaGateway}, which asks it for what brokers answer that they
 * cannot do.
 *
 * <p>All methods may be called from several threads. Those that read or change nodes in the
 * ensemble throw {@link io.katka.error.UnreachableException} while it has no quorum.
 */
public interface Ensemble extends AutoCloseable {
  /**
   * The members, each asked itself. The leader has the lag 0, and so have followers, if the leader
   * counts all that follow it as synced; a member that does not answer, or does not follow, is
   * behind by 1.
   */
  QuorumState members();

  /** The reassignments that nobody has finished: partition to its new replicas in order. */
  Map<PartitionRef, List<Integer>> reassigning();

  /**
   * The in-sync replicas as leaders recorded them; partitions without a record are left out. What a
   * leader itself changes brokers show only seconds later, up to Kafka 2.6.
   */
  Map<PartitionRef, List<Integer>> inSync(Collection<PartitionRef> partitions);

  /** Fixes the cluster id. */
  KafkaGateway.Identity identity();

  /** Moves replicas, one batch at a time. */
  KafkaGateway.Reassignments reassignments();

  /** Elects leaders. */
  KafkaGateway.Elections elections();

  /** Changes configuration. What brokers would refuse is not refused here, but ignored by them. */
  KafkaGateway.Configs configs();

  @Override
  void close();
}
