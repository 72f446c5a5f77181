package io.katka.sim;

import io.katka.state.NodePhase;
import io.katka.state.VolumeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes things go wrong in a world, and right again after a while. */
public final class SimFaults {
  private static final long HOUR_MILLIS = 3_600_000;

  private final SimWorld world;
  private final Set<String> personal = new TreeSet<>();
  private int topics;

  SimFaults(SimWorld world) {
    this.world = world;
  }

  /** How many calls on the ports there were. */
  public long calls() {
    return world.calls().count();
  }

  /** Runs something within the call of that number, before it has its effect. */
  public void atCall(long number, Runnable what) {
    world.calls().at(number, what);
  }

  /**
   * Makes something go wrong now.
   *
   * @param kind what; a second driver and a person who scales are the caller's to bring
   * @param node the node concerned, where one is; one that is not there changes nothing
   * @param lasting how long, where it lasts
   */
  public void inject(FaultKind kind, int node, Duration lasting) {
    world.changed("FAULT " + kind + " " + node + " for " + lasting.toMillis() + " ms");
    long millis = lasting.toMillis();
    switch (kind) {
      case GATEWAY_TIMEOUT_BEFORE,
          GATEWAY_TIMEOUT_AFTER,
          GATEWAY_REFUSED,
          PLATFORM_TIMEOUT_BEFORE,
          PLATFORM_TIMEOUT_AFTER,
          PLATFORM_REFUSED,
          DRIVER_DIES_BEFORE_ACT,
          DRIVER_DIES_AFTER_ACT ->
          world.calls().expect(kind);
      case GATEWAY_AWAY -> world.calls().gatewayAway(millis);
      case PLATFORM_AWAY -> world.calls().platformAway(millis);
      case PLATFORM_STALE -> world.calls().staleFromNextLook(millis);
      case DRIVER_PAUSED -> world.calls().standAtNextCall(millis);
      case CLOCK_FORWARD -> world.clock().jump(HOUR_MILLIS);
      case CLOCK_BACK -> world.clock().jump(-HOUR_MILLIS);
      case PERSON_CREATES_TOPIC -> createTopic();
      case PERSON_DELETES_TOPIC -> world.topics().stream().findFirst().ifPresent(this::delete);
      case PERSON_REASSIGNS -> reassign();
      case DRIVER_DIES, SECOND_DRIVER, PERSON_SCALES ->
          throw new IllegalArgumentException(kind + " is the caller's to bring");
      default -> onNode(kind, node, millis);
    }
  }

  private void onNode(FaultKind kind, int id, long millis) {
    SimNode node = world.nodes().get(id);
    if (node == null) {
      return;
    }
    switch (kind) {
      case METADATA_STUCK -> stick(node, millis);
      case NODE_KILLED -> kill(node, "killed");
      case NODE_PAUSED -> pause(node, millis);
      case SLOW_DISK -> {
        node.slowDisk = true;
        heal(millis, () -> node.slowDisk = false);
      }
      case DISK_FULL -> {
        node.diskFull = true;
        kill(node, "no space left on device");
        heal(millis, () -> node.diskFull = false);
      }
      case NODE_LOST -> {
        node.lost = true;
        kill(node, "its machine is gone");
        heal(millis, () -> node.lost = false);
      }
      case VOLUME_WIPED -> wipe(node);
      case NETWORK_SPLIT -> {
        world.nodes().cut(node, true);
        heal(millis, () -> world.nodes().cut(node, false));
      }
      case POD_DELETED -> world.nodes().stop(node, true);
      case NODE_STOPPED -> world.nodes().stop(node, false);
      case SLOW_START -> {
        node.slowStart = true;
        heal(millis, () -> node.slowStart = false);
      }
      case PERSON_CHANGES_CONFIG -> configure(node);
      default -> throw new IllegalArgumentException(kind + " is no fault of a node");
    }
  }

  /** Lets everything be well again, as far as it can be: what is destroyed stays so. */
  public void end() {
    world.calls().clear();
    for (SimNode node : world.nodes().all()) {
      node.slowDisk = false;
      node.diskFull = false;
      node.slowStart = false;
      node.lost = false;
      node.metadataStuckSince = -1;
      world.views().unstick(node.id());
      world.nodes().pause(node, false);
      world.nodes().cut(node, false);
    }
    world.changed("FAULTS END");
  }

  private void heal(long millis, Runnable what) {
    world.events().after(millis, what);
  }

  private void kill(SimNode node, String why) {
    if (!node.isDown()) {
      world.nodes().crash(node, why);
    }
  }

  private void stick(SimNode node, long millis) {
    if (node.metadataStuckSince < 0 && node.up && node.id() != world.quorum().leader()) {
      node.metadataStuckSince = world.now();
      world.views().stick(node.id());
      heal(
          millis,
          () -> {
            node.metadataStuckSince = -1;
            world.views().unstick(node.id());
          });
    }
  }

  private void pause(SimNode node, long millis) {
    world.nodes().pause(node, true);
    heal(millis, () -> world.nodes().pause(node, false));
  }

  private void wipe(SimNode node) {
    if (node.volume != VolumeState.FORMATTED) {
      return;
    }
    node.detail = "its volume is empty";
    if (!node.isDown()) {
      boolean heals = world.healsItself();
      world.healsItself(false);
      world.nodes().crash(node, node.detail);
      world.healsItself(heals);
    }
    node.generation++;
    node.phase = NodePhase.FAILED;
    node.volume = VolumeState.WIPED;
    node.unclean = false;
    for (SimPartition partition : world.cluster().partitions()) {
      destroy(partition, partition.replica(node.id()));
    }
  }

  private static void destroy(SimPartition partition, @Nullable SimReplica replica) {
    if (replica == null) {
      return;
    }
    replica.logEnd = 0;
    boolean elsewhere =
        partition.replicas.stream()
            .anyMatch(r -> r != replica && r.inSync && r.logEnd >= partition.acknowledged);
    partition.destroyed |= !elsewhere;
  }

  private void createTopic() {
    if (world.takers().size() >= 3 && world.quorum().isActive()) {
      String name = "new-" + ++topics;
      personal.add(name);
      world.createTopic(name, 4, 3);
    }
  }

  private void delete(String topic) {
    if (world.quorum().isActive()) {
      world.deleteTopic(topic);
    }
  }

  /** Somebody turns the replicas of the first topic's partitions around. */
  private void reassign() {
    if (!world.quorum().isActive() || world.cluster().partitions().isEmpty()) {
      return;
    }
    List<Integer> serving =
        world.nodes().all().stream().filter(SimNode::serves).map(SimNode::id).toList();
    SimPartition partition =
        world.cluster().partitions().get(world.random(world.cluster().partitions().size()));
    var target = new ArrayList<Integer>();
    partition.replicas.stream().filter(r -> !r.removing).forEach(r -> target.add(r.broker));
    for (int broker : serving) {
      if (!target.contains(broker) && !partition.isMoving()) {
        target.set(target.size() - 1, broker);
        Moves.alter(world.cluster(), partition, target);
        return;
      }
    }
  }

  private void configure(SimNode node) {
    if (world.quorum().isActive() && node.registered) {
      world
          .cluster()
          .config()
          .alterBroker(node.id(), Map.of("log.cleaner.threads", "2"), List.of());
      personal.add("log.cleaner.threads");
      world.topics().stream()
          .findFirst()
          .ifPresent(topic -> world.configureTopic(topic, "min.insync.replicas", "1"));
    }
  }

  /** Names and keys that a person brought: they are not Katka's to clear away. */
  Set<String> personal() {
    return personal;
  }
}
