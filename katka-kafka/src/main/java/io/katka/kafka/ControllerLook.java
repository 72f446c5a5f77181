package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.ClientSettings;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.PartitionRef;
import io.katka.state.QuorumState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What only the active controller knows. Through brokers, the AdminClient asks one of them to pass
 * the question on, and sticks to it even while it does not answer; so the controllers are asked
 * themselves where they can be.
 *
 * @param quorum the quorum, or the ZooKeeper ensemble; empty where neither is known or asked for
 * @param moves the reassignments under way; none unless asked for
 * @param targets the new replicas of reassignments that only the ensemble knows of
 * @param ensemble whether the quorum is a ZooKeeper ensemble, so that a broker is the controller
 * @param inSync tells who is in sync better than brokers do; nothing of partitions it knows not
 * @param brokersTell whether it was brokers, or controllers, who told of the reassignments
 */
record ControllerLook(
    Optional<QuorumState> quorum,
    Map<TopicPartition, PartitionReassignment> moves,
    Map<TopicPartition, List<Integer>> targets,
    boolean ensemble,
    InSync inSync,
    boolean brokersTell) {

  /** Who is in sync in some partitions. */
  interface InSync extends Function<Collection<PartitionRef>, Map<PartitionRef, List<Integer>>> {}

  private static final InSync AS_BROKERS_SAY = partitions -> Map.of();

  /**
   * Asks what these looks want to know; what it gives waits for the answers, in the end for that
   * many milliseconds.
   */
  static Supplier<ControllerLook> at(Admin admin, int patience, Set<Look> looks) {
    Optional<QuorumLook> quorum =
        looks.contains(Look.QUORUM)
            ? Optional.of(new QuorumLook(admin, patience))
            : Optional.empty();
    Optional<AnyBroker<KafkaFuture<Map<TopicPartition, PartitionReassignment>>>> moves =
        Observation.showsPartitions(looks) ? Optional.of(asked(admin, patience)) : Optional.empty();
    return () ->
        new ControllerLook(
            quorum.flatMap(QuorumLook::quorum),
            moves.map(asked -> asked.read(Await::value)).orElse(Map.of()),
            Map.of(),
            false,
            AS_BROKERS_SAY,
            true);
  }

  /** Asks for the reassignments under way, and waits for them. */
  static Map<TopicPartition, PartitionReassignment> moves(Admin admin) {
    return asked(admin, ClientSettings.CALL_TIMEOUT_MILLIS).read(Await::value);
  }

  private static AnyBroker<KafkaFuture<Map<TopicPartition, PartitionReassignment>>> asked(
      Admin admin, int patience) {
    return new AnyBroker<>(
        millis ->
            admin
                .listPartitionReassignments(
                    new ListPartitionReassignmentsOptions().timeoutMs(millis))
                .reassignments(),
        patience);
  }

  /** An ensemble, no reassignments asked for. */
  static ControllerLook of(QuorumState members) {
    return of(members, Map.of(), AS_BROKERS_SAY);
  }

  /** An ensemble, of brokers that tell of reassignments themselves. */
  static ControllerLook of(
      QuorumState members, Map<TopicPartition, PartitionReassignment> moves, InSync inSync) {
    return new ControllerLook(Optional.of(members), moves, Map.of(), true, inSync, true);
  }

  /** An ensemble, which alone tells of reassignments. */
  static ControllerLook ofEnsemble(
      QuorumState members, Map<PartitionRef, List<Integer>> reassigning, InSync inSync) {
    var targets = new HashMap<TopicPartition, List<Integer>>();
    reassigning.forEach((ref, replicas) -> targets.put(Partitions.of(ref), replicas));
    return new ControllerLook(Optional.of(members), Map.of(), targets, true, inSync, false);
  }
}
