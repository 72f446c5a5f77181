package io.katka.zookeeper;

import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * The members of an ensemble as each tells itself. Who is synced only the leader knows, and only
 * how many: so either all who follow are, or none is taken to be.
 */
final class Members {
  private static final String MODE = "Mode:";
  private static final String SYNCED = "zk_synced_followers";

  private Members() {}

  /** Asks a member, by its address, a four-letter word. */
  interface Ask {
    /** The line of the answer that begins with the key; empty if there is none. */
    String line(String address, String word, String key);
  }

  static QuorumState ask(Map<Integer, String> addresses) {
    return state(addresses, FourLetterWord::ask);
  }

  /**
   * The state of an ensemble.
   *
   * @param ask asks them
   */
  static QuorumState state(Map<Integer, String> addresses, Ask ask) {
    var modes = new TreeMap<Integer, String>();
    addresses.forEach((id, address) -> modes.put(id, mode(ask.line(address, "srvr", MODE))));
    int leader = leader(modes);
    long following = modes.values().stream().filter("follower"::equals).count();
    boolean synced =
        following == 0
            || leader >= 0 && synced(ask.line(addresses.get(leader), "mntr", SYNCED)) >= following;
    var voters = new ArrayList<Member>();
    modes.forEach(
        (id, mode) -> {
          boolean current = id == leader || leader >= 0 && mode.equals("follower") && synced;
          voters.add(new Member(id, "", current ? 0 : 1, -1));
        });
    return new QuorumState(leader, 0, voters, java.util.List.of());
  }

  private static int leader(Map<Integer, String> modes) {
    return modes.entrySet().stream()
        .filter(e -> e.getValue().equals("leader") || e.getValue().equals("standalone"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(-1);
  }

  private static String mode(String line) {
    return line.isEmpty() ? "" : line.substring(MODE.length()).trim();
  }

  /** Newer servers write it as a decimal fraction. */
  private static double synced(String line) {
    String[] words = line.split("\\s+");
    return words.length == 2 ? Double.parseDouble(words[1]) : -1;
  }
}
