package io.katka.sim;

import io.katka.error.KatkaException;
import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.VolumeState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and their lives: boot, log recovery after an unclean end, registration and heartbeats,
 * controlled shutdown, death.
 *
 * <p>Simpler than Kafka: a controlled shutdown that finds no active controller ends the process
 * after half a minute, and a broker registers anew as soon as there is an active controller.
 */
final class SimNodes {
  private static final long SESSION_MILLIS = 9_000;
  private static final long GRACE_MILLIS = 30_000;
  private static final String FULL = "no space left on device";

  private final SimWorld world;
  private final Map<Integer, SimNode> nodes = new TreeMap<>();

  /**
   * The same in the order of their ids, since they are gone through thousands of times a second.
   */
  private List<SimNode> inOrder = List.of();

  /** The same by id, for the same reason. */
  private @Nullable SimNode[] byId = new SimNode[64];

  SimNodes(SimWorld world) {
    this.world = world;
  }

  @Nullable SimNode get(int id) {
    return id >= 0 && id < byId.length ? byId[id] : null;
  }

  SimNode known(int id) {
    SimNode node = get(id);
    if (node == null) {
      throw new KatkaException("The simulated world has no node " + id + ".");
    }
    return node;
  }

  List<SimNode> all() {
    return inOrder;
  }

  SimNode create(NodeSpec spec) {
    SimNode node = nodes.computeIfAbsent(spec.id(), id -> new SimNode(spec));
    inOrder = List.copyOf(nodes.values());
    if (node.id() >= byId.length) {
      byId = Arrays.copyOf(byId, Math.max(node.id() + 64, byId.length * 2));
    }
    byId[node.id()] = node;
    return node;
  }

  void remove(int id) {
    SimNode node = nodes.remove(id);
    inOrder = List.copyOf(nodes.values());
    if (node != null) {
      byId[id] = null;
      node.generation++;
      if (node.registered) {
        world.cluster().ghosts().add(id);
      }
    }
  }

  /** Starts a node that is down. */
  void start(SimNode node) {
    if (!node.isDown() || node.lost) {
      return;
    }
    node.generation++;
    node.phase = NodePhase.STARTING;
    node.running = node.spec.revision().fingerprint();
    node.detail = "";
    node.starts++;
    node.leaving = false;
    world.changed("node " + node.id() + " starts");
    long boot = 1_500 + world.random(1_500);
    later(node, node.slowStart ? boot * 20 : boot, () -> booted(node));
  }

  private void booted(SimNode node) {
    boolean full = node.diskFull || isFull(node);
    if (full || world.isBroken(node.spec.revision().release())) {
      crash(node, full ? FULL : "exit code 1");
      return;
    }
    if (node.volume == VolumeState.WIPED) {
      crash(node, "its volume is empty");
      return;
    }
    if (node.volume == VolumeState.NEW) {
      format(node);
    }
    node.phase = NodePhase.RUNNING;
    long recovery = node.unclean && node.isBroker() ? 2_000 + world.random(8_000) : 200;
    later(node, node.slowDisk ? recovery * 5 : recovery, () -> joins(node));
  }

  private void format(SimNode node) {
    node.volume = VolumeState.FORMATTED;
    String given = node.spec.formatting().initialVoters().get(node.id());
    boolean first = node.directoryId.isEmpty();
    node.directoryId = first && given != null ? given : "dir-" + node.id() + "-" + node.starts;
    if (!first) {
      world.cluster().forgetCopies(node.id());
    }
  }

  private void joins(SimNode node) {
    node.up = true;
    node.unclean = false;
    node.followsSince = world.now() + 300 + world.random(1_000);
    world.changed("node " + node.id() + " is up");
    node.downByKatka &= node.isBroker();
    world.quorum().review();
    later(node, 300 + world.random(1_000), () -> register(node));
  }

  /** Registers a broker that can, and has the controllers count on it once it has caught up. */
  private void register(SimNode node) {
    if (!node.isBroker() || node.unfenced && !node.newSession) {
      return;
    }
    boolean can = node.answers() && world.quorum().isActive() && world.quorum().isCaughtUp(node);
    if (!can || node.leaving) {
      later(node, 500, () -> register(node));
      return;
    }
    if (node.unfenced) {
      world.cluster().fence(node);
    }
    node.registered = true;
    node.newSession = false;
    world.cluster().unfence(node);
    world.changed("broker " + node.id() + " is unfenced");
  }

  /** Stops a node in order; what cannot be done in order is ended after a while. */
  void stop(SimNode node, boolean again) {
    if (node.isDown()) {
      if (again) {
        start(node);
      }
      return;
    }
    boolean serves = node.serves();
    node.generation++;
    node.phase = NodePhase.STOPPING;
    world.changed("node " + node.id() + " stops");
    if (serves && world.quorum().isActive()) {
      later(node, 200 + world.random(300), () -> shutDown(node, again));
    } else {
      boolean waits = node.paused || node.up && node.isBroker();
      later(node, waits ? GRACE_MILLIS : 500, () -> ended(node, again, node.up && node.isBroker()));
    }
  }

  private void shutDown(SimNode node, boolean again) {
    if (world.quorum().isActive() && node.answers()) {
      world.cluster().shutDown(node);
      later(node, 300 + world.random(1_500), () -> ended(node, again, false));
    } else {
      later(node, GRACE_MILLIS, () -> ended(node, again, true));
    }
  }

  private void ended(SimNode node, boolean again, boolean unclean) {
    node.unclean |= unclean;
    down(node, NodePhase.STOPPED);
    if (!unclean && world.quorum().isActive()) {
      world.cluster().fence(node);
    }
    if (again) {
      start(node);
    }
  }

  /** Ends the brokers that have written more than their volume holds. */
  void endFull() {
    if (world.volumeBytes() == Long.MAX_VALUE) {
      return;
    }
    for (SimNode node : inOrder) {
      if (node.up && isFull(node)) {
        crash(node, FULL);
      }
    }
  }

  private boolean isFull(SimNode node) {
    return world.cluster().bytesOn(node.id()) > world.volumeBytes();
  }

  /** Ends a node at once. */
  void crash(SimNode node, String why) {
    node.generation++;
    node.unclean |= node.up;
    node.detail = why;
    down(node, NodePhase.FAILED);
    if (world.healsItself() && !node.lost) {
      later(node, 3_000, () -> start(node));
    }
  }

  private void down(SimNode node, NodePhase phase) {
    if (node.answers() || node.silentSince == 0) {
      node.silentSince = world.now();
    }
    node.phase = phase;
    node.running = "";
    node.up = false;
    node.paused = false;
    node.newSession = true;
    world.changed("node " + node.id() + " is " + phase + " " + node.detail);
    silent(node);
  }

  void pause(SimNode node, boolean stands) {
    if (node.paused != stands && (node.up || !stands)) {
      unreachable(node, stands, () -> node.paused = stands);
    }
  }

  void cut(SimNode node, boolean off) {
    if (node.cut != off) {
      unreachable(node, off, () -> node.cut = off);
    }
  }

  private void unreachable(SimNode node, boolean away, Runnable change) {
    if (away && node.answers()) {
      node.silentSince = world.now();
    }
    change.run();
    world.changed("node " + node.id() + (away ? " is out of reach" : " is within reach"));
    if (away) {
      silent(node);
    } else if (node.answers()) {
      node.followsSince = world.now() + 500;
      world.quorum().review();
      register(node);
    }
  }

  /** Its heartbeats end: the controllers notice after the session's time. */
  private void silent(SimNode node) {
    world.quorum().review();
    long since = node.silentSince;
    world.events().after(SESSION_MILLIS, () -> expire(node, since));
  }

  private void expire(SimNode node, long since) {
    if (node.answers() || node.silentSince != since || !node.unfenced) {
      return;
    }
    if (world.quorum().isActive()) {
      world.cluster().fence(node);
      world.changed("broker " + node.id() + " is fenced");
    } else {
      world.events().after(3_000, () -> expire(node, since));
    }
  }

  /** After the controllers had nobody to lead them, sessions begin anew. */
  void reviewAll() {
    for (SimNode node : inOrder) {
      if (node.unfenced && !node.answers()) {
        long since = node.silentSince;
        world.events().after(SESSION_MILLIS, () -> expire(node, since));
      }
    }
  }

  private void later(SimNode node, long millis, Runnable what) {
    int generation = node.generation;
    world
        .events()
        .after(
            millis,
            () -> {
              if (node.generation == generation) {
                what.run();
              }
            });
  }
}
