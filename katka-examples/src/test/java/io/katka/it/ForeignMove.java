package io.katka.it;

import io.katka.internal.SystemTime;
import io.katka.spi.Ensemble;
import io.katka.state.PartitionRef;
import io.katka.zookeeper.ZooKeeperEnsembleProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A move of 20 MB at 10 kB a second, which lasts until it is told to hurry, as somebody else begins
 * it with Kafka's own tool of the time before 2.4, on a cluster of the brokers 1 to 3 and two
 * topics that lie on two of them only.
 */
final class ForeignMove implements AutoCloseable {
  private static final Set<Integer> BROKERS = Set.of(1, 2, 3);
  private static final Map<PartitionRef, List<Integer>> MOVE =
      Map.of(new PartitionRef("audit", 0), List.of(1, 3));
  private static final Map<String, String> RATES =
      Map.of(
          "leader.replication.throttled.rate", "10000",
          "follower.replication.throttled.rate", "10000");
  private static final Map<String, String> REPLICAS =
      Map.of(
          "leader.replication.throttled.replicas", "0:1,0:2",
          "follower.replication.throttled.replicas", "0:3");

  private final Ensemble somebody;

  private ForeignMove(Ensemble somebody) {
    this.somebody = somebody;
  }

  static ForeignMove begin(Home home) throws Exception {
    fill(home);
    var move =
        new ForeignMove(
            new ZooKeeperEnsembleProvider().open(home.connection(), SystemTime.INSTANCE));
    BROKERS.forEach(broker -> move.somebody.configs().alterBroker(broker, RATES, List.of()));
    move.somebody.configs().alterTopics(Map.of("audit", REPLICAS), Map.of());
    move.somebody.reassignments().alter(MOVE);
    return move;
  }

  private static void fill(Home home) throws Exception {
    var here = Map.of(0, List.of(1, 2), 1, List.of(2, 1), 2, List.of(1, 2), 3, List.of(2, 1));
    Map<String, String> one = Map.of("min.insync.replicas", "1");
    try (Admin admin = home.admin()) {
      admin
          .createTopics(
              Set.of(
                  new NewTopic("audit", Map.of(0, List.of(1, 2))).configs(one),
                  new NewTopic("orders", here).configs(one)))
          .all()
          .get();
    }
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", home.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 1_000; i++) {
        producer.send(new ProducerRecord<>("audit", 0, null, new byte[20_000]));
      }
    }
  }

  /** Whether what is recorded as under way is this move as it was begun, and nothing else. */
  boolean isUntouched() {
    return somebody.reassigning().equals(MOVE);
  }

  boolean isOver() {
    return somebody.reassigning().isEmpty();
  }

  void atFullSpeed() {
    BROKERS.forEach(b -> somebody.configs().alterBroker(b, Map.of(), RATES.keySet()));
    somebody.configs().alterTopics(Map.of(), Map.of("audit", REPLICAS.keySet()));
  }

  @Override
  public void close() {
    somebody.close();
  }
}
