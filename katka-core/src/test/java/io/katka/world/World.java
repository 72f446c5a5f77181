package io.katka.world;

import io.katka.Katka;
import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.error.Problem;
import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.Topology;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.Platform;
import io.katka.spi.Purpose;
import io.katka.spi.RunStore;
import io.katka.state.Drift;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState.Member;
import io.katka.state.VolumeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * A cluster in memory, on virtual time, for tests of planner and engine: a platform, and with
 * {@link WorldKafka} a Kafka, of KRaft or ZooKeeper shape. It knows only what those tests need.
 */
public final class World implements Platform {
  public final VirtualTime time = new VirtualTime();
  public final List<String> acts = new ArrayList<>();
  public String brokenVersion = "";

  /** The zones that clusters are offered. */
  public List<String> zones = List.of();

  public int maxDown;

  /** What somebody else changed. */
  public final List<Drift> drift = new ArrayList<>();

  /** Happens before each restart, and may refuse it. */
  public IntConsumer beforeRestart = node -> {};

  final Map<Integer, WorldNode> nodes = new TreeMap<>();
  private final Map<String, String> notes = new TreeMap<>();
  private final WorldKafka kafka = new WorldKafka(this);
  private Foundation foundation;
  private WorldLock holder;

  /** A Katka over this world; a second one stands for a second driver. */
  public Katka driver() {
    return settings().build();
  }

  public Katka.Builder settings() {
    return Katka.builder()
        .platform(this)
        .gateway((connection, t) -> kafka)
        .time(time)
        .stallTimeout(Duration.ofMinutes(2));
  }

  public WorldKafka kafka() {
    return kafka;
  }

  /** The driver that holds the lock is gone without a word. */
  public void driverDies() {
    if (holder != null) {
      holder.ownerIsGone = true;
    }
  }

  public void wipe(int node) {
    nodes.get(node).volume = VolumeState.WIPED;
    nodes.get(node).phase = io.katka.state.NodePhase.FAILED;
    nodes.get(node).running = "";
  }

  /** Somebody stopped it. */
  public void stop(int node) {
    nodes.get(node).phase = io.katka.state.NodePhase.STOPPED;
    nodes.get(node).running = "";
  }

  public void crash(int node) {
    nodes.get(node).phase = io.katka.state.NodePhase.FAILED;
    nodes.get(node).running = "";
  }

  /** Somebody restarts it, without asking anybody. */
  public void bounce(int node) {
    nodes.get(node).stop(time.millis(), true);
  }

  /** Somebody started it again. */
  public void start(int node) {
    nodes.get(node).start(time.millis());
  }

  public void putNote(String key, String text) {
    notes.put(key, text);
  }

  public Map<Integer, Integer> starts() {
    var starts = new TreeMap<Integer, Integer>();
    nodes.forEach((id, node) -> starts.put(id, node.starts));
    return starts;
  }

  void advance() {
    long now = time.millis();
    nodes.values().forEach(n -> n.advance(now, brokenVersion));
    int down =
        (int) nodes.values().stream().filter(n -> n.spec.kind().isBroker() && !n.isUp()).count();
    maxDown = Math.max(maxDown, down);
    kafka.advance(now);
  }

  Foundation foundation() {
    return foundation;
  }

  MetadataMode mode() {
    KafkaRelease release = foundation.spec().release();
    return release.metadata();
  }

  private void act(ClusterLock lock, String what) {
    if (lock != holder || holder.ownerIsGone) {
      throw new ClusterLockedException("world", "another driver", time.now());
    }
    acts.add(what);
  }

  @Override
  public String name() {
    return "world";
  }

  @Override
  public ClusterRef ref(String clusterName) {
    return new ClusterRef("world", "test", clusterName);
  }

  @Override
  public String location(ClusterRef ref) {
    return "memory";
  }

  @Override
  public Topology defaultTopology() {
    return Topology.COMBINED;
  }

  @Override
  public Duration pollInterval() {
    return Duration.ofMillis(200);
  }

  @Override
  public PlatformState observe(ClusterRef ref) {
    advance();
    return foundation == null
        ? PlatformState.absent(ref, zones)
        : new PlatformState(
            ref, foundation, nodes.values().stream().map(WorldNode::view).toList(), drift, zones);
  }

  @Override
  public List<Problem> check(ClusterRef ref, ClusterSpec target, List<NodeSpec> wanted) {
    return List.of();
  }

  @Override
  public Connection connection(ClusterRef ref, Purpose purpose) {
    return new Connection() {
      @Override
      public List<String> brokers() {
        return List.of("world:9092");
      }

      @Override
      public List<String> controllers() {
        return List.of();
      }

      @Override
      public Map<String, Object> clientProperties() {
        return Map.of();
      }
    };
  }

  @Override
  public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
    if (holder != null && !holder.ownerIsGone && holder.until > time.millis()) {
      throw new ClusterLockedException(ref.name(), holder.owner, time.now());
    }
    holder = new WorldLock(owner, lease);
    return holder;
  }

  private final class WorldLock implements ClusterLock {
    private final String owner;
    private final long leaseMillis;
    private long until;
    private boolean ownerIsGone;

    WorldLock(String owner, Duration lease) {
      this.owner = owner;
      leaseMillis = lease.toMillis();
      until = time.millis() + leaseMillis;
    }

    @Override
    public String owner() {
      return owner;
    }

    @Override
    public boolean isHeld() {
      return holder == this && time.millis() < until - leaseMillis / 3;
    }

    @Override
    public void renew() {
      if (holder != this || ownerIsGone) {
        throw new ClusterLockedException("world", "another driver", time.now());
      }
      until = time.millis() + leaseMillis;
    }

    @Override
    public void close() {
      if (holder == this && !ownerIsGone) {
        holder = null;
      }
    }
  }

  @Override
  public RunStore store(ClusterRef ref) {
    return new RunStore() {
      @Override
      public Optional<String> load(String key) {
        return Optional.ofNullable(notes.get(key));
      }

      @Override
      public void save(ClusterLock lock, String key, String text) {
        act(lock, "save " + key);
        notes.put(key, text);
      }

      @Override
      public void delete(ClusterLock lock, String key) {
        act(lock, "delete " + key);
        notes.remove(key);
      }
    };
  }

  @Override
  public void prepare(ClusterLock lock, ClusterRef ref, Foundation wanted) {
    act(lock, "prepare");
    foundation = wanted;
  }

  @Override
  public void putBack(ClusterLock lock, ClusterRef ref, String object) {
    act(lock, "put back " + object);
    drift.removeIf(d -> d.object().equals(object));
  }

  @Override
  public void start(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    act(lock, "start " + node.id());
    WorldNode there = nodes.computeIfAbsent(node.id(), id -> new WorldNode(node));
    if (there.volume == VolumeState.WIPED) {
      throw new KatkaException("node " + node.id() + " is wiped");
    }
    there.spec = node;
    there.start(time.millis());
  }

  @Override
  public void restart(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    beforeRestart.accept(node.id());
    act(lock, "restart " + node.id());
    WorldNode there = nodes.get(node.id());
    there.spec = node;
    there.stop(time.millis(), true);
  }

  @Override
  public void stop(ClusterLock lock, ClusterRef ref, int node) {
    act(lock, "stop " + node);
    nodes.get(node).stop(time.millis(), false);
  }

  @Override
  public void kill(ClusterLock lock, ClusterRef ref, int node) {
    act(lock, "kill " + node);
    crash(node);
  }

  @Override
  public void replaceVolume(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    act(lock, "replace " + node.id());
    WorldNode there = nodes.get(node.id());
    there.volume = VolumeState.NEW;
    there.spec = node;
    kafka.forgetVoter(node.id());
    kafka.forgotten.add(new Member(node.id(), "dir-gone-" + node.id(), 99, 60_000));
    there.start(time.millis());
  }

  @Override
  public void remove(ClusterLock lock, ClusterRef ref, int node, boolean keepVolumes) {
    act(lock, "remove " + node);
    nodes.remove(node);
  }

  @Override
  public void delete(ClusterLock lock, ClusterRef ref, boolean keepVolumes) {
    act(lock, "delete");
    nodes.clear();
    foundation = keepVolumes ? foundation : null;
  }

  @Override
  public String controllerEndpoint(ClusterRef ref, int node) {
    return nodes.get(node).spec.kind() == NodeKind.BROKER ? "" : "world:" + node;
  }

  @Override
  public List<String> logTail(ClusterRef ref, int node, int lines) {
    return List.of("the last words of node " + node);
  }

  @Override
  public void close() {}
}
