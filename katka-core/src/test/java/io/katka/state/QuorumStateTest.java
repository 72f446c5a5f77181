package io.katka.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.state.QuorumState.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuorumStateTest {
  private static final Member LEADER = new Member(1001, "a", 0, 0);
  private static final Member GONE = new Member(1002, "gone", 170, 82_000);
  private static final Member ITS_SUCCESSOR = new Member(1002, "new", 2, 400);
  private static final Member NEVER_CAUGHT_UP = new Member(1002, "newest", 120, -1);
  private static final Member BROKER = new Member(1, "b", 0, 0);

  @Test
  void takesOfTheDirectoriesOfANodeTheOneThatWasCaughtUpLast() {
    var quorum = quorum(GONE, BROKER, ITS_SUCCESSOR, NEVER_CAUGHT_UP);

    assertThat(quorum.observer(1002)).contains(ITS_SUCCESSOR);
    assertThat(quorum.following()).containsExactly(BROKER, ITS_SUCCESSOR);
  }

  @Test
  void doesNotCountAsFollowerWhatAVoterLeftBehind() {
    var quorum = quorum(new Member(1001, "before", 40, 9_000), BROKER);

    assertThat(quorum.following()).containsExactly(BROKER);
  }

  private static QuorumState quorum(Member... observers) {
    return new QuorumState(1001, 1, List.of(LEADER), List.of(observers));
  }
}
