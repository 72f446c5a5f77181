package io.katka.kafka.proof;

import static java.util.stream.Collectors.toMap;

import io.katka.error.UnreachableException;
import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.ClientSettings;
import io.katka.kafka.internal.Faults;
import io.katka.kafka.internal.TopicKeys;
import io.katka.spi.Time;
import io.katka.spi.TrafficProbeProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probe's topic. Its name begins with a prefix that is no one's data; only the holder of a
 * cluster's lock runs a probe on it, so older topics of that prefix were left by one that died, and
 * are removed. Where no lock stands behind a probe its topic has another prefix, and only the probe
 * itself removes it.
 */
final class ProofTopic {
  private static final Logger LOG = LoggerFactory.getLogger(ProofTopic.class);
  private static final String BESIDE_OTHERS = "katka-traffic-";
  private static final Duration TO_BE_PLACED = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Admin admin;
  private final Time time;
  private final boolean alone;
  private final String name;
  private final Uuid id;
  private int minIsr;

  private ProofTopic(Admin admin, boolean alone, Time time, String name, Uuid id, int minIsr) {
    this.admin = admin;
    this.alone = alone;
    this.time = time;
    this.name = name;
    this.id = id;
    this.minIsr = minIsr;
  }

  /**
   * Creates a topic with a partition led by every broker.
   *
   * @param alone whether there is no other probe on the cluster, so that what others left is
   *     removed
   */
  static ProofTopic create(Admin admin, boolean alone, Collection<Integer> brokers, Time time) {
    return told(
        "create the topic of the traffic probe",
        () -> {
          if (alone) {
            remove(admin, left(admin));
          }
          String prefix = alone ? TrafficProbeProvider.TOPIC_PREFIX : BESIDE_OTHERS;
          String name = prefix + Uuid.randomUuid();
          int minIsr = Placement.minIsr(brokers.size());
          var replicas = new HashMap<Integer, List<Integer>>();
          for (List<Integer> partition : Placement.over(brokers, Map.of()).created()) {
            replicas.put(replicas.size(), partition);
          }
          var topic = new NewTopic(name, replicas).configs(configuration(minIsr));
          CreateTopicsResult created = admin.createTopics(List.of(topic));
          Await.value(created.all());
          return new ProofTopic(admin, alone, time, name, id(created, name), minIsr);
        });
  }

  /** Brokers before Kafka 2.8 give topics no ids, and those before 2.4 tell nothing of new ones. */
  private static Uuid id(CreateTopicsResult created, String name) {
    try {
      return TopicKeys.of(Await.value(created.topicId(name)), name);
    } catch (UnsupportedVersionException e) {
      return TopicKeys.of(Uuid.ZERO_UUID, name);
    }
  }

  private static Map<String, String> configuration(int minIsr) {
    return Map.of(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        Integer.toString(minIsr),
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        // The consumer follows closely, so what is older is not needed, however long the run.
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(Duration.ofHours(1).toMillis()),
        TopicConfig.SEGMENT_BYTES_CONFIG,
        Integer.toString(64 * 1024 * 1024),
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(1_100_000));
  }

  /** Its name. */
  String name() {
    return name;
  }

  /**
   * Creates the partitions that these brokers lack.
   *
   * @return how many there are then
   */
  int grow(Set<Integer> brokers) {
    return told(
        "add partitions to " + name,
        () -> {
          List<TopicPartitionInfo> now = look();
          List<List<Integer>> created = Placement.over(brokers, replicas(now)).created();
          if (!created.isEmpty()) {
            var more = NewPartitions.increaseTo(now.size() + created.size(), created);
            Await.value(admin.createPartitions(Map.of(name, more)).all());
          }
          return now.size() + created.size();
        });
  }

  /**
   * Moves replicas off all other brokers and gives each of these a partition to lead; waits until
   * that is so.
   *
   * @throws UnreachableException if it is not so within a minute; it may be asked again
   */
  void place(Set<Integer> brokers) throws InterruptedException {
    int wantedMinIsr = Placement.minIsr(brokers.size());
    if (wantedMinIsr < minIsr) {
      told("change " + name, () -> setMinIsr(wantedMinIsr));
    }
    Map<Integer, List<Integer>> wanted =
        told("move the partitions of " + name, () -> move(brokers));
    long from = time.nanos();
    while (!told("look at " + name, () -> isPlaced(wanted, wantedMinIsr))) {
      if (time.nanos() - from > TO_BE_PLACED.toNanos()) {
        throw new UnreachableException(
            "The partitions of %s are not where they shall be after %d s: wanted %s, now %s."
                .formatted(name, TO_BE_PLACED.toSeconds(), wanted, look()),
            new IllegalStateException("not placed"));
      }
      time.sleep(BETWEEN_LOOKS);
    }
    if (wantedMinIsr > minIsr) {
      told("change " + name, () -> setMinIsr(wantedMinIsr));
    }
  }

  private Map<Integer, List<Integer>> move(Set<Integer> brokers) {
    Map<Integer, List<Integer>> wanted = new TreeMap<>(replicas(look()));
    Map<Integer, List<Integer>> moved = Placement.over(brokers, wanted).moved();
    if (!moved.isEmpty()) {
      Map<TopicPartition, Optional<NewPartitionReassignment>> moves =
          moved.entrySet().stream()
              .collect(
                  toMap(
                      entry -> new TopicPartition(name, entry.getKey()),
                      entry -> Optional.of(new NewPartitionReassignment(entry.getValue()))));
      Await.value(admin.alterPartitionReassignments(moves).all());
      wanted.putAll(moved);
    }
    return wanted;
  }

  private boolean isPlaced(Map<Integer, List<Integer>> wanted, int wantedMinIsr) {
    List<TopicPartitionInfo> now = look();
    if (!replicas(now).equals(wanted)
        || now.stream().anyMatch(partition -> partition.isr().size() < wantedMinIsr)) {
      return false;
    }
    Set<TopicPartition> ledByOthers =
        now.stream()
            .filter(partition -> !isLedBy(partition, wanted.get(partition.partition()).get(0)))
            .map(partition -> new TopicPartition(name, partition.partition()))
            .collect(Collectors.toSet());
    return ledByOthers.isEmpty() || !elects(ledByOthers);
  }

  /** Brokers before Kafka 2.2 cannot be asked to; then a broker may lead none of the partitions. */
  private boolean elects(Set<TopicPartition> partitions) {
    try {
      Await.value(admin.electLeaders(ElectionType.PREFERRED, partitions).partitions());
      return true;
    } catch (UnsupportedVersionException e) {
      return false;
    }
  }

  private static boolean isLedBy(TopicPartitionInfo partition, int broker) {
    Node leader = partition.leader();
    return leader != null && leader.id() == broker;
  }

  private Boolean setMinIsr(int value) {
    var entry = new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(value));
    Map<ConfigResource, Collection<AlterConfigOp>> change =
        Map.of(new ConfigResource(Type.TOPIC, name), List.of(new AlterConfigOp(entry, OpType.SET)));
    try {
      Await.value(admin.incrementalAlterConfigs(change).all());
      minIsr = value;
      return true;
    } catch (UnsupportedVersionException e) {
      // Brokers before Kafka 2.3: the topic stays as it was created.
      return false;
    }
  }

  private List<TopicPartitionInfo> look() {
    return TopicKeys.described(
            admin,
            Map.of(id, name),
            ClientSettings.CALL_TIMEOUT_MILLIS,
            told -> Await.value(told.get(id)))
        .partitions();
  }

  private static Map<Integer, List<Integer>> replicas(List<TopicPartitionInfo> partitions) {
    return partitions.stream()
        .collect(
            toMap(
                TopicPartitionInfo::partition,
                partition -> partition.replicas().stream().map(Node::id).toList()));
  }

  /** Removes it, and what it may of others, as far as that can be done now. */
  void remove() {
    try {
      remove(admin, alone ? left(admin) : List.of(name));
    } catch (KafkaException e) {
      LOG.warn(
          "Could not remove {}: {}. The next run with a proof removes it.", name, e.getMessage());
    }
  }

  private static List<String> left(Admin admin) {
    return Await.value(admin.listTopics().names()).stream()
        .filter(name -> name.startsWith(TrafficProbeProvider.TOPIC_PREFIX))
        .toList();
  }

  private static void remove(Admin admin, List<String> topics) {
    var removals = new ArrayList<KafkaFuture<Void>>();
    if (!topics.isEmpty()) {
      removals.addAll(admin.deleteTopics(topics).topicNameValues().values());
    }
    removals.forEach(removal -> Await.unless(removal, UnknownTopicOrPartitionException.class));
  }

  private static <T> T told(String what, Supplier<T> act) {
    try {
      return act.get();
    } catch (KafkaException e) {
      throw Faults.told(what, e);
    }
  }
}
