package io.katka.sim;

import io.katka.spec.Foundation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a world shows to somebody who can see everything. */
public final class SimSurvey {
  private final SimWorld world;

  SimSurvey(SimWorld world) {
    this.world = world;
  }

  /** How often each node was started. */
  public Map<Integer, Integer> starts() {
    var starts = new TreeMap<Integer, Integer>();
    world.nodes().all().forEach(node -> starts.put(node.id(), node.starts));
    return starts;
  }

  /** The node ids of the quorum's voters. */
  public List<Integer> voters() {
    return List.copyOf(world.quorum().voters().keySet());
  }

  /** The active controller; -1 for none. */
  public int activeController() {
    return world.quorum().leader();
  }

  /** The node ids there are. */
  public List<Integer> nodes() {
    return world.nodes().all().stream().map(SimNode::id).toList();
  }

  /** The brokers that serve. */
  public List<Integer> serving() {
    return world.nodes().all().stream().filter(SimNode::serves).map(SimNode::id).toList();
  }

  /** Milliseconds in which a partition took no writes, over all partitions. */
  public long unavailableMillis() {
    return world.judge().unavailableMillis();
  }

  /** The longest time in which one partition took no writes, in milliseconds. */
  public long longestUnavailableMillis() {
    return world.judge().longestUnavailableMillis();
  }

  /** Milliseconds in which consumers could not read a partition, over all partitions. */
  public long unreadableMillis() {
    return world.judge().unreadableMillis();
  }

  /** Bytes acknowledged to producers so far, over all partitions. */
  public long acknowledgedBytes() {
    return world.cluster().partitions().stream().mapToLong(p -> p.acknowledged).sum();
  }

  /** Whether faults destroyed all copies of something, or all that are in sync. */
  public boolean isDataDestroyed() {
    return world.cluster().partitions().stream().anyMatch(SimSurvey::isDestroyed);
  }

  private static boolean isDestroyed(SimPartition partition) {
    return partition.destroyed
        || partition.replicas.stream()
            .filter(replica -> replica.inSync)
            .allMatch(replica -> replica.logEnd < partition.acknowledged);
  }

  /** Whether the logs of so many voters are gone that the others are no majority any more. */
  public boolean isQuorumDestroyed() {
    long left =
        world.quorum().voters().entrySet().stream()
            .filter(voter -> hasLog(voter.getKey(), voter.getValue()))
            .count();
    return left < world.quorum().majority() && !world.quorum().voters().isEmpty();
  }

  private boolean hasLog(int id, String directoryId) {
    SimNode node = world.nodes().get(id);
    return node != null
        && node.volume == io.katka.state.VolumeState.FORMATTED
        && node.directoryId.equals(directoryId);
  }

  /** The dynamic configuration of a broker. */
  public Map<String, String> brokerConfig(int id) {
    return Map.copyOf(world.cluster().config().broker(id));
  }

  /** What the cluster shall be, as it is recorded. */
  public Optional<Foundation> foundation() {
    return Optional.ofNullable(world.records().foundation);
  }

  /** What is left of runs that should have cleared it away: throttles, cordons, locks, notes. */
  public List<String> leftovers() {
    var left = new ArrayList<String>();
    world
        .cluster()
        .config()
        .brokers()
        .forEach(
            (id, config) ->
                config.forEach(
                    (key, value) -> {
                      if (!world.faults().personal().contains(key)) {
                        left.add("broker " + id + ": " + key + "=" + value);
                      }
                    }));
    world
        .cluster()
        .topics()
        .values()
        .forEach(
            topic ->
                topic
                    .config()
                    .forEach(
                        (key, value) -> {
                          if (key.contains("throttled")) {
                            left.add("topic " + topic.name + ": " + key + "=" + value);
                          }
                        }));
    SimLock holder = world.records().holder;
    if (holder != null && holder.isValid()) {
      left.add("a lock of " + holder.owner());
    }
    world.cluster().ghosts().forEach(id -> left.add("broker " + id + " is registered"));
    return left;
  }
}
