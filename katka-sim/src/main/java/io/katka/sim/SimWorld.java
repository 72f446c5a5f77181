package io.katka.sim;

import io.katka.Katka;
import io.katka.release.KafkaRelease;
import io.katka.spec.Foundation;
import io.katka.spi.Time;
import io.katka.state.PartitionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster and the platform below it, in memory and on virtual time. Everything happens on
 * the caller's thread, while somebody waits: a call takes some virtual milliseconds, and {@code
 * apply()} runs minutes of cluster time in milliseconds. The same seed and the same calls give the
 * same course of events.
 *
 * <pre>{@code
 * SimWorld world = SimWorld.of(42);
 * world.katka().manage("kafka").replicas(5).version("4.3.1").apply();
 * world.createTopic("orders", 60, 3);
 * world.katka().manage("kafka").version("4.4.0").apply();
 * assertThat(world.violations()).isEmpty();
 * }</pre>
 *
 * <p>It models what safety depends on: processes and their ends, log recovery, in-sync sets,
 * elections, fencing, the quorum, reassignments with throttles, what clients see late, and what
 * producers were acknowledged. Where it is simpler than Kafka, the class concerned says so. There
 * is one cluster in a world, and it is KRaft. For one thread.
 */
public final class SimWorld {
  private final EventQueue events = new EventQueue();
  private final SimTime time = new SimTime(events);
  private final SplittableRandom random;
  private final SimQuorum quorum = new SimQuorum(this);
  private final SimNodes nodes = new SimNodes(this);
  private final SimCluster cluster = new SimCluster(this);
  private final Judge judge = new Judge(this);
  private final Replication replication = new Replication(cluster);
  private final Calls calls = new Calls(this);
  private final SimFaults faults = new SimFaults(this);
  private final SimRecords records = new SimRecords();
  private final Views views = new Views(this);
  private @Nullable Consumer<String> trace;
  private String brokenVersion = "";
  private boolean healsItself;
  private boolean ticking;
  private long lateMillis;
  private long volumeBytes = Long.MAX_VALUE;
  private int drivers;

  private SimWorld(long seed) {
    random = new SplittableRandom(seed);
  }

  /** An empty world. */
  public static SimWorld of(long seed) {
    return new SimWorld(seed);
  }

  /** Nodes of this version end when they start; empty for none. */
  public SimWorld broken(String version) {
    brokenVersion = version;
    return this;
  }

  /** Whether the platform starts nodes again that ended by themselves. */
  public SimWorld healsItself(boolean heals) {
    healsItself = heals;
    return this;
  }

  /** How late clients see changes of metadata, at most. */
  public SimWorld metadataLate(Duration late) {
    lateMillis = late.toMillis();
    return this;
  }

  /** How many brokers that share no partition may be down together. */
  public SimWorld maxUnavailable(int brokers) {
    judge.maxUnavailable(brokers);
    return this;
  }

  /**
   * How much the volume of each broker holds; as much as anybody wants unless said. A broker that
   * has written more ends, and does not come up until its volume holds more.
   */
  public SimWorld volumeBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("volumeBytes must be at least 1, not " + bytes);
    }
    volumeBytes = bytes;
    return this;
  }

  /** Tells everything that happens, a line each. */
  public SimWorld trace(Consumer<String> lines) {
    trace = lines;
    return this;
  }

  /** A program that runs Katka in this world, besides others. */
  public SimDriver driver() {
    return new SimDriver(this, "driver-" + ++drivers);
  }

  /** A Katka of a program of its own. */
  public Katka katka() {
    return driver().settings().build();
  }

  /** The world's time; who sleeps by it lets it pass. */
  public Time time() {
    return time;
  }

  /** Lets time pass. */
  public void runFor(Duration duration) {
    time.sleep(duration);
  }

  /** Virtual milliseconds since the world began. */
  public long millis() {
    return events.now();
  }

  /** Lets something happen after a while. */
  public void after(Duration duration, Runnable what) {
    events.after(duration.toMillis(), what);
  }

  /**
   * Creates a topic, its replicas spread over the brokers that serve.
   *
   * @param factor replicas of each partition, at most as many as brokers serve
   */
  public void createTopic(String name, int partitions, int factor) {
    createTopic(name, partitions, factor, 20_000, 20_000_000);
  }

  /**
   * Creates a topic.
   *
   * @param bytesPerSecond what producers write to each partition, with {@code acks=all}
   * @param bytes what each partition holds to begin with
   */
  public void createTopic(
      String name, int partitions, int factor, long bytesPerSecond, long bytes) {
    List<Integer> brokers = takers();
    if (brokers.size() < factor) {
      throw new IllegalArgumentException(
          "topic %s wants %d replicas, and %d brokers serve"
              .formatted(name, factor, brokers.size()));
    }
    var assignments = new ArrayList<List<Integer>>();
    for (int p = 0; p < partitions; p++) {
      var replicas = new ArrayList<Integer>();
      for (int r = 0; r < factor; r++) {
        replicas.add(brokers.get((p + r) % brokers.size()));
      }
      assignments.add(replicas);
    }
    cluster.create(name, assignments, bytesPerSecond, bytes);
    changed("topic " + name);
    if (!ticking) {
      ticking = true;
      tick();
    }
  }

  /** The brokers that get replicas of new topics. */
  List<Integer> takers() {
    return nodes.all().stream()
        .filter(n -> n.serves() && !cluster.config().isCordoned(n.id()))
        .map(SimNode::id)
        .toList();
  }

  /** Deletes a topic. */
  public void deleteTopic(String name) {
    cluster.delete(name);
    changed("topic " + name + " is deleted");
  }

  /** Sets a topic's own configuration. */
  public void configureTopic(String name, String key, String value) {
    SimTopic topic = cluster.topics().get(name);
    if (topic != null) {
      topic.alter(Map.of(key, value), List.of());
      topic.partitions.forEach(cluster::mark);
    }
  }

  /** The topics there are. */
  public List<String> topics() {
    return List.copyOf(cluster.topics().keySet());
  }

  /** The brokers of a partition's replicas in order; empty where there is no such partition. */
  public List<Integer> replicas(String topic, int number) {
    SimPartition partition = cluster.partition(new PartitionRef(topic, number));
    return partition == null
        ? List.of()
        : partition.replicas.stream().map(replica -> replica.broker).toList();
  }

  /** The in-sync replicas of a partition, in replica order. */
  public List<Integer> inSync(String topic, int number) {
    SimPartition partition = cluster.partition(new PartitionRef(topic, number));
    return partition == null
        ? List.of()
        : partition.replicas.stream().filter(r -> r.inSync).map(r -> r.broker).toList();
  }

  /** The leader of a partition; -1 for none. */
  public int leader(String topic, int number) {
    SimPartition partition = cluster.partition(new PartitionRef(topic, number));
    return partition == null || partition.leader == null ? -1 : partition.leader.broker;
  }

  /** What goes wrong here. */
  public SimFaults faults() {
    return faults;
  }

  /** What was seen of brokers, clients and configuration. */
  public SimSurvey survey() {
    return new SimSurvey(this);
  }

  /** Everything that must never happen, and did. */
  public List<Violation> violations() {
    return judge.violations();
  }

  private void tick() {
    replication.pass(events.now());
    nodes.endFull();
    judge.scan(events.now());
    events.after(Replication.MILLIS, this::tick);
  }

  EventQueue events() {
    return events;
  }

  SimTime clock() {
    return time;
  }

  long now() {
    return events.now();
  }

  int random(int bound) {
    return random.nextInt(bound);
  }

  SimQuorum quorum() {
    return quorum;
  }

  SimNodes nodes() {
    return nodes;
  }

  SimCluster cluster() {
    return cluster;
  }

  Judge judge() {
    return judge;
  }

  Calls calls() {
    return calls;
  }

  Views views() {
    return views;
  }

  SimRecords records() {
    return records;
  }

  long lateMillis() {
    return lateMillis;
  }

  long volumeBytes() {
    return volumeBytes;
  }

  boolean healsItself() {
    return healsItself;
  }

  boolean isBroken(KafkaRelease release) {
    return release.version().equals(brokenVersion);
  }

  /** A cluster begins with its first nodes. */
  void begin(Foundation foundation) {
    if (quorum.voters().isEmpty()) {
      quorum.begin(foundation.initialVoters());
      cluster.begin(foundation.spec().release().metadataLevel());
    }
  }

  boolean isTraced() {
    return trace != null;
  }

  void trace(String line) {
    Consumer<String> lines = trace;
    if (lines != null) {
      lines.accept("%10.3f  %s".formatted(events.now() / 1000.0, line));
    }
  }

  /** Something happened that others can notice. */
  void changed(String what) {
    if (isTraced()) {
      trace(what);
    }
  }
}
