package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.state.QuorumState;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.common.TopicPartition;

/**
 * What only the active controller knows. Through brokers, the AdminClient asks one of them to pass
 * the question on, and sticks to it even while it does not answer; so the controllers are asked
 * themselves where they can be.
 *
 * @param quorum the quorum; empty where there is none, as with ZooKeeper
 * @param moves the reassignments under way; none unless asked for
 */
record ControllerLook(
    Optional<QuorumState> quorum, Map<TopicPartition, PartitionReassignment> moves) {

  /** Asks, and waits for the answers. */
  static ControllerLook at(Admin admin, boolean withMoves) {
    var quorum = new QuorumLook(admin);
    if (!withMoves) {
      return new ControllerLook(quorum.quorum(), Map.of());
    }
    var moves =
        new AnyBroker<>(
            millis ->
                admin
                    .listPartitionReassignments(
                        new ListPartitionReassignmentsOptions().timeoutMs(millis))
                    .reassignments());
    return new ControllerLook(quorum.quorum(), moves.read(Await::value));
  }
}
