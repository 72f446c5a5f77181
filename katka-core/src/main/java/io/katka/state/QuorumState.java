package io.katka.state;

import java.util.List;
import java.util.Optional;

/**
 * The KRaft quorum.
 *
 * @param leaderId the active controller; -1 for none
 * @param leaderEpoch its epoch
 * @param voters who votes
 * @param observers who only follows: brokers, and controllers on their way in
 */
public record QuorumState(
    int leaderId, int leaderEpoch, List<Member> voters, List<Member> observers) {
  public QuorumState {
    voters = List.copyOf(voters);
    observers = List.copyOf(observers);
  }

  /**
   * A follower of the metadata log, or its leader.
   *
   * @param id its node id
   * @param directoryId its directory id, a Base64 UUID; empty where the quorum is static
   * @param lag records behind the leader's log end
   * @param caughtUpAgoMillis how long ago it was last caught up with the leader, in milliseconds;
   *     negative where that is not known
   */
  public record Member(int id, String directoryId, long lag, long caughtUpAgoMillis) {}

  /** The voter of that id. */
  public Optional<Member> voter(int id) {
    return voters.stream().filter(v -> v.id() == id).findFirst();
  }

  /** The observer of that id. */
  public Optional<Member> observer(int id) {
    return observers.stream().filter(o -> o.id() == id).findFirst();
  }
}
