package io.katka.state;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The KRaft quorum, or a ZooKeeper ensemble, whose members all vote and have no directory ids.
 *
 * @param leaderId the active controller, or the ensemble's leader; -1 for none
 * @param leaderEpoch its epoch
 * @param voters who votes
 * @param observers who only follows: brokers, controllers on their way in, and for some minutes
 *     those that are gone
 */
public record QuorumState(
    int leaderId, int leaderEpoch, List<Member> voters, List<Member> observers) {
  private static final Comparator<Member> LATEST_FIRST =
      Comparator.comparing((Member member) -> member.caughtUpAgoMillis() < 0)
          .thenComparing(Member::caughtUpAgoMillis);

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

  /** The observer of that id; of several directories, the one that was caught up last. */
  public Optional<Member> observer(int id) {
    return observers.stream().filter(o -> o.id() == id).min(LATEST_FIRST);
  }

  /**
   * The observers that can still follow, one of each node. For minutes Kafka goes on showing the
   * directory of a node whose volume was replaced, also when that node votes again.
   */
  public List<Member> following() {
    return observers.stream()
        .filter(o -> voter(o.id()).isEmpty() && observer(o.id()).equals(Optional.of(o)))
        .toList();
  }
}
