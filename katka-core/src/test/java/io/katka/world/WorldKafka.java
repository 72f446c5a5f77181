package io.katka.world;

import io.katka.error.UnreachableException;
import io.katka.release.MetadataMode;
import io.katka.release.UpgradePath;
import io.katka.spi.KafkaGateway;
import io.katka.state.BrokerDisk;
import io.katka.state.BrokerState;
import io.katka.state.Capability;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Kafka of the small world. */
public final class WorldKafka implements KafkaGateway {
  private static final String MOVES_BY_BROKERS = "2.4-IV0";

  public final Map<String, String> defaultConfig = new TreeMap<>();
  public int defaultConfigAltered;

  /** Followers of the metadata log that are gone; Kafka shows them for minutes. */
  final List<Member> forgotten = new ArrayList<>();

  public final Map<Integer, Map<String, String>> brokerConfig = new TreeMap<>();
  public final Map<String, Map<String, String>> topicConfig = new TreeMap<>();
  public final Map<String, Integer> finalized = new TreeMap<>();
  public final Set<Integer> silent = new TreeSet<>();
  public boolean away;

  /** Happens before the configuration of a broker is changed. */
  public java.util.function.IntConsumer onAlterBroker = broker -> {};

  /** Every request to move or reorder replicas. */
  public final List<Map<PartitionRef, List<Integer>>> requests = new ArrayList<>();

  /** How much fits on a broker's disk; a terabyte where nothing is said. */
  public final Map<Integer, Long> usable = new TreeMap<>();

  private final World world;
  private final Map<PartitionRef, WorldPartition> partitions = new LinkedHashMap<>();
  private final Map<Integer, String> voters = new TreeMap<>();
  private final Set<Integer> registered = new TreeSet<>();
  private boolean bootstrapped;

  WorldKafka(World world) {
    this.world = world;
  }

  /** So many moves are taken back without an answer. */
  public int unansweredCancels;

  public void topic(String name, int count, int factor) {
    List<Integer> brokers = new ArrayList<>(registered);
    for (int p = 0; p < count; p++) {
      var replicas = new ArrayList<Integer>();
      for (int r = 0; r < factor; r++) {
        replicas.add(brokers.get((p + r) % brokers.size()));
      }
      partitions.put(new PartitionRef(name, p), new WorldPartition(replicas, 1 << 20));
    }
  }

  public List<Integer> replicas(String topic, int partition) {
    return partitions.get(new PartitionRef(topic, partition)).replicas;
  }

  /** Puts all of a topic's partitions on one broker. */
  public void pile(String topic, int broker) {
    partitions
        .entrySet()
        .forEach(
            e -> {
              if (e.getKey().topic().equals(topic)) {
                e.setValue(new WorldPartition(List.of(broker), 1 << 20));
              }
            });
  }

  /** What becomes of a topic's partitions: their size, growth, and the time a copy takes. */
  public void load(String topic, long bytes, long writtenPerSecond, long catchUpMillis) {
    partitions.forEach(
        (ref, p) -> {
          if (ref.topic().equals(topic)) {
            p.bytes = bytes;
            p.writtenPerSecond = writtenPerSecond;
            p.catchUpMillis = catchUpMillis;
          }
        });
  }

  /** Lets copies of a topic's partitions take some longer than others. */
  public void stagger(String topic) {
    partitions.forEach(
        (ref, p) ->
            p.catchUpMillis += ref.topic().equals(topic) ? 700L * (ref.partition() % 4) : 0);
  }

  /** Puts the same replicas, in that order, under all of a topic's partitions. */
  public void lay(String topic, Integer... replicas) {
    partitions
        .entrySet()
        .forEach(
            e -> {
              if (e.getKey().topic().equals(topic)) {
                e.setValue(new WorldPartition(List.of(replicas), 0));
              }
            });
  }

  /** Only that broker is in sync for a topic's partitions. */
  public void inSyncOnlyOn(String topic, int broker) {
    partitions.forEach(
        (ref, p) -> {
          if (ref.topic().equals(topic)) {
            p.isr.retainAll(Set.of(broker));
          }
        });
  }

  public long moving() {
    return partitions.values().stream().filter(WorldPartition::isMoving).count();
  }

  public long replicasOn(int broker) {
    return partitions.values().stream().filter(p -> p.replicas.contains(broker)).count();
  }

  public int leader(String topic, int partition) {
    return partitions.get(new PartitionRef(topic, partition)).leader;
  }

  public Set<Integer> voterIds() {
    return voters.keySet();
  }

  public Set<Integer> registered() {
    return registered;
  }

  void forgetVoter(int id) {
    partitions.values().forEach(p -> p.isr.removeIf(b -> b == id && p.isr.size() > 1));
  }

  void advance(long now) {
    if (world.foundation() == null) {
      partitions.clear();
      registered.clear();
      voters.clear();
      bootstrapped = false;
      return;
    }
    if (!bootstrapped && !world.nodes.isEmpty()) {
      bootstrapped = true;
      voters.putAll(world.foundation().initialVoters());
      finalized.put(
          FeatureState.METADATA_VERSION, world.foundation().spec().release().metadataLevel());
    }
    for (WorldNode node : world.nodes.values()) {
      if (node.isUp() && node.spec.kind().isBroker() && hasQuorum()) {
        registered.add(node.spec.id());
      }
    }
    partitions.values().forEach(p -> p.advance(now, this::serves));
  }

  private boolean serves(int broker) {
    WorldNode node = world.nodes.get(broker);
    return node != null && node.isUp() && registered.contains(broker);
  }

  private boolean hasQuorum() {
    long up = voters.keySet().stream().filter(this::isUp).count();
    return up >= voters.size() / 2 + 1;
  }

  private boolean isUp(int id) {
    WorldNode node = world.nodes.get(id);
    return node != null && node.isUp();
  }

  private boolean zooKeeper() {
    return world.mode() == MetadataMode.ZOOKEEPER;
  }

  /** Brokers before 2.4 know no moves but those of one batch, through ZooKeeper. */
  private boolean oneByOne() {
    return zooKeeper()
        && UpgradePath.isOlder(
            world.foundation().spec().release().metadataVersion(), MOVES_BY_BROKERS);
  }

  private void see() {
    world.advance();
    boolean any = world.nodes.values().stream().anyMatch(WorldNode::isUp);
    if (away || !any || !hasQuorum()) {
      throw new UnreachableException("Kafka is away", new IllegalStateException("away"));
    }
  }

  @Override
  public KafkaState observe(Set<Look> looks) {
    see();
    boolean served =
        world.nodes.values().stream().anyMatch(n -> n.spec.kind().isBroker() && n.isUp());
    if (!served || registered.isEmpty()) {
      throw new UnreachableException("no broker", new IllegalStateException("none"));
    }
    var brokers = new ArrayList<BrokerState>();
    for (int id : registered) {
      boolean cordoned = brokerConfig.getOrDefault(id, Map.of()).containsKey("cordoned.log.dirs");
      String rack = world.nodes.containsKey(id) ? world.nodes.get(id).spec.rack() : "";
      brokers.add(
          new BrokerState(id, !serves(id), rack, cordoned, serves(id) && !silent.contains(id)));
    }
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    if (zooKeeper()) {
      capabilities = oneByOne() ? Set.of() : Set.of(Capability.REASSIGN);
    }
    return new KafkaState(
        world.foundation().clusterId(),
        brokers,
        zooKeeper() ? registered.stream().findFirst().orElse(-1) : quorumLeader(),
        WorldLook.table(partitions, minIsr()),
        quorum(),
        zooKeeper() ? FeatureState.NONE : featureState(),
        defaultConfig,
        brokerConfig,
        capabilities);
  }

  private FeatureState featureState() {
    int supported =
        world.nodes.values().stream()
            .mapToInt(n -> n.spec.revision().release().metadataLevel())
            .min()
            .orElse(0);
    return new FeatureState(finalized, Map.of(FeatureState.METADATA_VERSION, supported));
  }

  private int minIsr() {
    return Integer.parseInt(defaultConfig.getOrDefault("min.insync.replicas", "1"));
  }

  private int quorumLeader() {
    return voters.keySet().stream().filter(this::isUp).findFirst().orElse(-1);
  }

  private QuorumState quorum() {
    var votes = new ArrayList<Member>();
    voters.forEach(
        (id, dir) -> votes.add(new Member(id, dir, isUp(id) ? 0 : 99, isUp(id) ? 0 : 60_000)));
    var observers = new ArrayList<>(forgotten);
    for (WorldNode node : world.nodes.values()) {
      if (!zooKeeper() && !voters.containsKey(node.spec.id()) && node.isUp()) {
        observers.add(new Member(node.spec.id(), "dir-" + node.spec.id(), 0, 0));
      }
    }
    return new QuorumState(quorumLeader(), 1, votes, observers);
  }

  @Override
  public QuorumState observeQuorum() {
    see();
    return quorum();
  }

  @Override
  public Optional<Reassignments> reassignments() {
    return Optional.of(
        new WorldReassignments(partitions, requests, oneByOne(), () -> unansweredCancels-- > 0));
  }

  @Override
  public Optional<Disks> disks() {
    return Optional.of(
        brokers -> {
          var disks = new TreeMap<Integer, BrokerDisk>();
          brokers.forEach(
              broker ->
                  disks.put(
                      broker,
                      WorldLook.disk(
                          partitions,
                          broker,
                          usable.getOrDefault(broker, 1L << 40),
                          world.time.millis())));
          return disks;
        });
  }

  @Override
  public Optional<Elections> elections() {
    return Optional.of(
        refs ->
            refs.forEach(
                ref -> {
                  WorldPartition p = partitions.get(ref);
                  if (p.isr.contains(p.replicas.get(0)) && serves(p.replicas.get(0))) {
                    p.leader = p.replicas.get(0);
                  }
                }));
  }

  @Override
  public Optional<Configs> configs() {
    return Optional.of(
        new Configs() {
          @Override
          public void alterDefault(Map<String, String> set, Collection<String> removed) {
            defaultConfigAltered++;
            defaultConfig.putAll(set);
            removed.forEach(defaultConfig::remove);
          }

          @Override
          public void alterBroker(int broker, Map<String, String> set, Collection<String> removed) {
            onAlterBroker.accept(broker);
            if (!registered().contains(broker)) {
              return;
            }
            var config = brokerConfig.computeIfAbsent(broker, b -> new TreeMap<>());
            config.putAll(set);
            removed.forEach(config::remove);
            if (config.isEmpty()) {
              brokerConfig.remove(broker);
            }
          }

          @Override
          public void alterTopics(
              Map<String, Map<String, String>> set,
              Map<String, ? extends Collection<String>> removed) {
            set.forEach((t, c) -> topicConfig.computeIfAbsent(t, x -> new TreeMap<>()).putAll(c));
            removed.forEach(
                (t, keys) ->
                    keys.forEach(k -> topicConfig.getOrDefault(t, new TreeMap<>()).remove(k)));
          }

          @Override
          public Map<String, Map<String, String>> topics(Collection<String> topics) {
            return topicConfig;
          }
        });
  }

  @Override
  public Optional<Features> features() {
    return zooKeeper()
        ? Optional.empty()
        : Optional.of(
            (levels, validateOnly) -> {
              if (!validateOnly) {
                finalized.putAll(levels);
              }
            });
  }

  @Override
  public Optional<Voters> voters() {
    return zooKeeper()
        ? Optional.empty()
        : Optional.of(
            new Voters() {
              @Override
              public void add(int controller, String directoryId, String endpoint) {
                voters.put(controller, directoryId);
              }

              @Override
              public void remove(int controller, String directoryId) {
                voters.remove(controller);
              }
            });
  }

  @Override
  public Optional<Registrations> registrations() {
    return Optional.of(registered::remove);
  }

  @Override
  public void close() {}
}
