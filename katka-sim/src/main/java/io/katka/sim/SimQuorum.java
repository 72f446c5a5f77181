package io.katka.sim;

import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The controllers' quorum: who votes, who leads, who has caught up. A quorum without a live
 * majority has no leader, and a new leader takes a moment.
 *
 * <p>Simpler than Kafka: the metadata log has no records, only times at which somebody had all of
 * it; a live voter can always become the leader.
 */
final class SimQuorum {
  private static final long NOOP_MILLIS = 500;
  private static final long FORGET_MILLIS = 300_000;

  private final SimWorld world;
  private final Map<Integer, String> voters = new TreeMap<>();
  private final List<Gone> gone = new ArrayList<>();
  private int leader = -1;
  private int epoch;
  private boolean electing;

  private record Gone(int id, String directoryId, long since) {}

  SimQuorum(SimWorld world) {
    this.world = world;
  }

  Map<Integer, String> voters() {
    return voters;
  }

  /** The active controller; -1 for none. */
  int leader() {
    return leader;
  }

  boolean isActive() {
    return leader >= 0;
  }

  void begin(Map<Integer, String> initial) {
    voters.putAll(initial);
  }

  void end() {
    voters.clear();
    gone.clear();
    leader = -1;
  }

  void add(int id, String directoryId) {
    voters.put(id, directoryId);
    review();
  }

  void remove(int id) {
    String directory = voters.remove(id);
    if (directory != null) {
      gone.add(new Gone(id, directory, world.now()));
    }
    review();
  }

  /** A directory of a node is gone for good. */
  void directoryGone(SimNode node) {
    if (!node.directoryId.isEmpty()) {
      gone.add(new Gone(node.id(), node.directoryId, node.silentSince));
    }
  }

  /** Whether a voter is there, with the log it votes for. */
  boolean isLive(int id) {
    SimNode node = world.nodes().get(id);
    return node != null && node.answers() && node.directoryId.equals(voters.get(id));
  }

  /** How many voters besides that one are there and have caught up. */
  int caughtUpWithout(int id) {
    int count = 0;
    for (int voter : voters.keySet()) {
      SimNode node = world.nodes().get(voter);
      count += voter != id && isLive(voter) && node != null && isCaughtUp(node) ? 1 : 0;
    }
    return count;
  }

  int majority() {
    return voters.size() / 2 + 1;
  }

  private boolean hasMajority() {
    return !voters.isEmpty() && voters.keySet().stream().filter(this::isLive).count() >= majority();
  }

  boolean isCaughtUp(SimNode node) {
    return node.answers() && node.metadataStuckSince < 0 && world.now() >= node.followsSince;
  }

  /** Somebody came or went. */
  void review() {
    if (leader >= 0 && (!isLive(leader) || !hasMajority())) {
      leader = -1;
      world.changed("no active controller");
    }
    if (leader < 0 && !electing && hasMajority()) {
      electing = true;
      world.events().after(600 + world.random(900), this::elect);
    }
  }

  private void elect() {
    electing = false;
    if (leader >= 0 || !hasMajority()) {
      return;
    }
    List<Integer> live = voters.keySet().stream().filter(this::isLive).toList();
    List<Integer> current =
        live.stream().filter(id -> isCaughtUp(world.nodes().known(id))).toList();
    List<Integer> candidates = current.isEmpty() ? live : current;
    leader = candidates.get(world.random(candidates.size()));
    epoch++;
    world.nodes().known(leader).metadataStuckSince = -1;
    world.views().unstick(leader);
    world.changed("controller " + leader + " is active");
    world.cluster().controllerElected();
  }

  /** What the active controller shows. */
  QuorumState view() {
    long now = world.now();
    var votes = new ArrayList<Member>();
    voters.forEach((id, directory) -> votes.add(member(id, directory)));
    var observers = new ArrayList<Member>();
    for (SimNode node : world.nodes().all()) {
      boolean shown = node.up || now - node.silentSince < FORGET_MILLIS && node.starts > 0;
      if (shown && !node.directoryId.equals(voters.get(node.id()))) {
        observers.add(member(node.id(), node.directoryId));
      }
    }
    gone.removeIf(g -> now - g.since() > FORGET_MILLIS);
    gone.forEach(g -> observers.add(new Member(g.id(), g.directoryId(), 99, now - g.since())));
    return new QuorumState(leader, epoch, votes, observers);
  }

  private Member member(int id, String directory) {
    SimNode node = world.nodes().get(id);
    long ago;
    if (node == null || !node.directoryId.equals(directory)) {
      ago = 3_600_000;
    } else if (id == leader) {
      ago = 0;
    } else if (node.metadataStuckSince >= 0 && node.answers()) {
      ago = world.now() - node.metadataStuckSince;
    } else if (isCaughtUp(node)) {
      ago = world.now() % NOOP_MILLIS;
    } else {
      ago = world.now() - Math.min(world.now(), node.silentSince) + NOOP_MILLIS;
    }
    return new Member(id, directory, ago < NOOP_MILLIS ? 0 : ago / NOOP_MILLIS, ago);
  }
}
