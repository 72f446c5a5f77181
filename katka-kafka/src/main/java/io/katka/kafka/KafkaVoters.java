package io.katka.kafka;

import io.katka.error.KatkaException;
import io.katka.kafka.internal.Await;
import io.katka.spi.KafkaGateway.Voters;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.DuplicateVoterException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.VoterNotFoundException;

/** Adds and removes voters of a dynamic quorum (KIP-853). */
final class KafkaVoters implements Voters {
  private final AdminCalls controllerSide;

  KafkaVoters(AdminCalls controllerSide) {
    this.controllerSide = controllerSide;
  }

  @Override
  public void add(int controller, String directoryId, String endpoint) {
    Uuid directory = uuid(directoryId);
    controllerSide.act(
        "let controller %d (directory %s, %s) vote".formatted(controller, directoryId, endpoint),
        admin -> add(admin, controller, directory, endpoint));
  }

  @Override
  public void remove(int controller, String directoryId) {
    Uuid directory = uuid(directoryId);
    controllerSide.act(
        "take the vote of controller %d (directory %s) away".formatted(controller, directoryId),
        admin ->
            Await.unless(
                admin.removeRaftVoter(controller, directory).all(), VoterNotFoundException.class));
  }

  private static void add(Admin admin, int controller, Uuid directory, String endpoint) {
    QuorumInfo quorum = new QuorumLook(admin).info();
    List<String> listeners = listeners(quorum);
    for (int i = 0; i < listeners.size(); i++) {
      try {
        var at = endpoint(listeners.get(i), endpoint);
        Await.value(admin.addRaftVoter(controller, directory, Set.of(at)).all());
        return;
      } catch (DuplicateVoterException e) {
        requireSameDirectory(admin, controller, directory, e);
        return;
      } catch (InvalidRequestException e) {
        // Voters may have several listeners and do not tell which one the quorum talks over: the
        // leader refuses an endpoint under any other name.
        if (i == listeners.size() - 1) {
          throw e;
        }
      }
    }
  }

  /** The names of the listeners that the present voters have, which are those of all. */
  private static List<String> listeners(QuorumInfo quorum) {
    List<String> names =
        quorum.voters().stream()
            .map(voter -> quorum.nodes().get(voter.replicaId()))
            .filter(node -> node != null)
            .flatMap(node -> node.endpoints().stream())
            .map(RaftVoterEndpoint::listener)
            .distinct()
            .sorted()
            .toList();
    if (names.isEmpty()) {
      throw new KatkaException(
          "The quorum does not tell the listeners of its voters, so none can be added: it is static"
              + " (kraft.version 0). Raise kraft.version to 1 first.");
    }
    return names;
  }

  private static void requireSameDirectory(
      Admin admin, int controller, Uuid directory, DuplicateVoterException fault) {
    boolean votes =
        new QuorumLook(admin)
            .info().voters().stream()
                .anyMatch(
                    voter ->
                        voter.replicaId() == controller
                            && voter.replicaDirectoryId().equals(directory));
    if (!votes) {
      throw new KatkaException(
          "Controller %d votes with another directory than %s: take that vote away first."
              .formatted(controller, directory),
          fault);
    }
  }

  private static RaftVoterEndpoint endpoint(String listener, String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    try {
      return new RaftVoterEndpoint(
          listener,
          hostAndPort.substring(0, colon),
          Integer.parseInt(hostAndPort.substring(colon + 1)));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new KatkaException(
          "The endpoint of a controller is \"%s\", wanted host:port.".formatted(hostAndPort), e);
    }
  }

  private static Uuid uuid(String directoryId) {
    try {
      return Uuid.fromString(directoryId);
    } catch (IllegalArgumentException e) {
      throw new KatkaException(
          "The directory id of a controller is \"%s\", wanted a Base64 UUID as the quorum shows it."
              .formatted(directoryId),
          e);
    }
  }
}
