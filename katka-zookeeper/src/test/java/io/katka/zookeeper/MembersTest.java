package io.katka.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.state.QuorumState;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembersTest {
  private static final Map<Integer, String> ADDRESSES =
      Map.of(1001, "one:1", 1002, "two:1", 1003, "three:1");
  private final Map<String, String> answers = new HashMap<>();

  @Test
  void haveALeaderWhoCountsItsFollowersAsSynced() {
    answer("one:1", "follower");
    answer("two:1", "leader");
    answer("three:1", "follower");
    answers.put("two:1 mntr", "zk_followers\t2\nzk_synced_followers\t2\n");

    assertThat(state().leaderId()).isEqualTo(1002);
    assertThat(state().voters()).extracting(QuorumState.Member::lag).containsExactly(0L, 0L, 0L);
  }

  @Test
  void areAllBehindAsLongAsTheLeaderLacksOne() {
    answer("one:1", "follower");
    answer("two:1", "leader");
    answer("three:1", "follower");
    answers.put("two:1 mntr", "zk_synced_followers\t1.0\n");

    assertThat(state().voters()).extracting(QuorumState.Member::lag).containsExactly(1L, 0L, 1L);
  }

  @Test
  void countAsBehindWhileTheyDoNotAnswer() {
    answer("two:1", "leader");
    answer("three:1", "follower");
    answers.put("two:1 mntr", "zk_synced_followers\t1\n");

    assertThat(state().voters()).extracting(QuorumState.Member::lag).containsExactly(1L, 0L, 0L);
  }

  @Test
  void haveNoLeaderWhileNoneServes() {
    answers.put("one:1 srvr", "This ZooKeeper instance is not currently serving requests\n");

    assertThat(state().leaderId()).isEqualTo(-1);
    assertThat(state().voters()).extracting(QuorumState.Member::lag).containsOnly(1L);
  }

  @Test
  void canBeASingleOne() {
    answer("one:1", "standalone");

    QuorumState state = Members.state(Map.of(1001, "one:1"), this::ask);
    assertThat(state.leaderId()).isEqualTo(1001);
    assertThat(state.voters()).extracting(QuorumState.Member::lag).containsExactly(0L);
  }

  private void answer(String address, String mode) {
    answers.put(address + " srvr", "Zookeeper version: 3.5.9\nMode: " + mode + "\nNode count: 5\n");
  }

  private QuorumState state() {
    return Members.state(ADDRESSES, this::ask);
  }

  private String ask(String address, String word, String key) {
    return answers
        .getOrDefault(address + " " + word, "")
        .lines()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElse("");
  }
}
