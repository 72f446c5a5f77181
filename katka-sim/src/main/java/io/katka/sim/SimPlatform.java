package io.katka.sim;

import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.error.Problem;
import io.katka.release.MetadataMode;
import io.katka.sim.Calls.Port;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.Topology;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.Platform;
import io.katka.spi.Purpose;
import io.katka.spi.RunStore;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.VolumeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The platform of a world, as one driver uses it. */
final class SimPlatform implements Platform {
  private final SimWorld world;
  private final SimDriver driver;
  private final SimRecords records;
  private final SeenNodes seen = new SeenNodes();

  SimPlatform(SimWorld world, SimDriver driver) {
    this.world = world;
    this.driver = driver;
    records = world.records();
  }

  private void act(ClusterLock lock, String what, Runnable effect) {
    world
        .calls()
        .act(
            driver,
            Port.PLATFORM,
            what,
            () -> {
              if (!(lock instanceof SimLock held) || !held.isValid()) {
                throw new ClusterLockedException("kafka", "another driver", world.time().now());
              }
              if (held.driver() != driver) {
                world.judge().violated(Invariant.ONLY_THE_HOLDER_ACTS, driver.name() + ": " + what);
              }
              effect.run();
            });
  }

  @Override
  public String name() {
    return "sim";
  }

  @Override
  public ClusterRef ref(String clusterName) {
    return new ClusterRef("sim", "world", clusterName);
  }

  @Override
  public String location(ClusterRef ref) {
    return "a simulated world";
  }

  @Override
  public Topology defaultTopology() {
    return Topology.COMBINED;
  }

  @Override
  public Duration pollInterval() {
    return Duration.ofMillis(500);
  }

  @Override
  public PlatformState observe(ClusterRef ref) {
    return world
        .calls()
        .look(
            driver,
            Port.PLATFORM,
            () -> {
              Foundation foundation = records.foundation;
              return foundation == null
                  ? PlatformState.absent(ref)
                  : new PlatformState(ref, foundation, seen());
            });
  }

  private List<PlatformNode> seen() {
    List<PlatformNode> now = world.nodes().all().stream().map(SimNode::view).toList();
    long stale = world.calls().takeStale();
    if (stale > 0) {
      world.changed(driver.name() + " is told nothing of nodes any more");
      seen.freeze(now, world.now() + stale);
    }
    return seen.of(now, world.now());
  }

  @Override
  public List<Problem> check(ClusterRef ref, ClusterSpec target, List<NodeSpec> wanted) {
    return target.release().metadata() == MetadataMode.ZOOKEEPER
        ? List.of(
            new Problem(
                "version",
                target.release().describe(),
                "a release that keeps its metadata in controllers",
                "The simulator knows no ZooKeeper ensemble: choose Apache Kafka 3.9 or newer."))
        : List.of();
  }

  @Override
  public Connection connection(ClusterRef ref, Purpose purpose) {
    return new SimConnection();
  }

  @Override
  public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
    return world
        .calls()
        .look(
            driver,
            Port.PLATFORM,
            () -> {
              SimLock holder = records.holder;
              if (holder != null && holder.isValid()) {
                throw new ClusterLockedException(ref.name(), holder.owner(), world.time().now());
              }
              var lock = new SimLock(driver, records, lease);
              records.holder = lock;
              world.changed(driver.name() + " holds the lock");
              return lock;
            });
  }

  @Override
  public RunStore store(ClusterRef ref) {
    return new RunStore() {
      @Override
      public Optional<String> load(String key) {
        return world
            .calls()
            .look(driver, Port.PLATFORM, () -> Optional.ofNullable(records.notes.get(key)));
      }

      @Override
      public void save(ClusterLock lock, String key, String text) {
        act(lock, "save " + key, () -> records.notes.put(key, text));
      }

      @Override
      public void delete(ClusterLock lock, String key) {
        act(lock, "delete " + key, () -> records.notes.remove(key));
      }
    };
  }

  @Override
  public void prepare(ClusterLock lock, ClusterRef ref, Foundation foundation) {
    act(
        lock,
        "prepare " + foundation.spec().release(),
        () -> {
          records.foundation = foundation;
          world.begin(foundation);
        });
  }

  @Override
  public void start(ClusterLock lock, ClusterRef ref, NodeSpec spec) {
    act(
        lock,
        "start node " + spec.id(),
        () -> {
          seen.acted(spec.id());
          SimNode node = world.nodes().create(spec);
          refuseWiped(node);
          if (node.isDown()) {
            node.spec = spec;
          }
          world.nodes().start(node);
        });
  }

  private static void refuseWiped(SimNode node) {
    if (node.volume == VolumeState.WIPED) {
      throw new KatkaException("The volume of node %d is wiped.".formatted(node.id()));
    }
  }

  @Override
  public void restart(ClusterLock lock, ClusterRef ref, NodeSpec spec) {
    act(
        lock,
        "restart node " + spec.id(),
        () -> {
          seen.acted(spec.id());
          SimNode node = world.nodes().known(spec.id());
          refuseWiped(node);
          world.judge().restart(driver, node, spec);
          node.spec = spec;
          world.nodes().stop(node, true);
        });
  }

  @Override
  public void stop(ClusterLock lock, ClusterRef ref, int id) {
    act(
        lock,
        "stop node " + id,
        () -> {
          seen.acted(id);
          SimNode node = world.nodes().known(id);
          world.judge().stop(driver, node);
          world.nodes().stop(node, false);
        });
  }

  @Override
  public void kill(ClusterLock lock, ClusterRef ref, int id) {
    act(
        lock,
        "kill node " + id,
        () -> {
          seen.acted(id);
          world.nodes().crash(world.nodes().known(id), "killed");
        });
  }

  @Override
  public void replaceVolume(ClusterLock lock, ClusterRef ref, NodeSpec spec) {
    act(
        lock,
        "replace the volume of node " + spec.id(),
        () -> {
          seen.acted(spec.id());
          SimNode node = world.nodes().known(spec.id());
          if (node.volume == VolumeState.WIPED) {
            world.quorum().directoryGone(node);
            node.volume = VolumeState.NEW;
            node.spec = spec;
            world.nodes().start(node);
          }
        });
  }

  @Override
  public void remove(ClusterLock lock, ClusterRef ref, int id, boolean keepVolumes) {
    act(
        lock,
        "remove node " + id,
        () -> {
          SimNode node = world.nodes().get(id);
          if (node != null && !node.isDown()) {
            throw new KatkaException("Node " + id + " runs and cannot be removed.");
          }
          world.judge().removed(id);
          world.nodes().remove(id);
        });
  }

  @Override
  public void delete(ClusterLock lock, ClusterRef ref, boolean keepVolumes) {
    act(
        lock,
        "delete",
        () -> {
          for (SimNode node : new ArrayList<>(world.nodes().all())) {
            if (node.phase != NodePhase.STOPPED && node.phase != NodePhase.FAILED) {
              throw new KatkaException("Node " + node.id() + " runs: the cluster stays.");
            }
            world.nodes().remove(node.id());
          }
          if (!keepVolumes) {
            records.foundation = null;
            records.notes.clear();
            world.quorum().end();
            world.cluster().end();
          }
        });
  }

  @Override
  public String controllerEndpoint(ClusterRef ref, int id) {
    SimNode node = world.nodes().get(id);
    return node != null && node.isController() ? "sim:" + id : "";
  }

  @Override
  public List<String> logTail(ClusterRef ref, int id, int lines) {
    SimNode node = world.nodes().get(id);
    return node == null || node.detail.isEmpty() ? List.of() : List.of(node.detail);
  }

  @Override
  public void close() {}
}
