package io.katka.kafka.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What topics are told apart by: their ids, and for those without, as before Kafka 2.8, one made of
 * their names.
 */
public final class TopicKeys {
  private TopicKeys() {}

  /** The key of a topic whose listing has that id. */
  public static Uuid of(Uuid id, String name) {
    return id.equals(Uuid.ZERO_UUID) ? ofName(name) : id;
  }

  private static Uuid ofName(String name) {
    UUID made = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new Uuid(made.getMostSignificantBits(), made.getLeastSignificantBits());
  }

  /**
   * Asks for descriptions: by id, and where a topic has none, by name.
   *
   * @param topics names by key
   * @return what will be told, by key
   */
  public static Map<Uuid, KafkaFuture<TopicDescription>> describe(
      Admin admin, Map<Uuid, String> topics, int timeoutMillis) {
    var options = new DescribeTopicsOptions().timeoutMs(timeoutMillis);
    boolean haveIds =
        topics.entrySet().stream().noneMatch(e -> e.getKey().equals(ofName(e.getValue())));
    if (haveIds) {
      return admin
          .describeTopics(TopicCollection.ofTopicIds(topics.keySet()), options)
          .topicIdValues();
    }
    return describeByName(admin, topics, timeoutMillis);
  }

  /**
   * Asks for descriptions by id, and by name where brokers cannot be asked by id: Kafka 2.8 and 3.0
   * give topics ids, and do not take them.
   *
   * @param topics names by key
   * @param reader waits for what is told by key
   */
  public static <T> T described(
      Admin admin,
      Map<Uuid, String> topics,
      int timeoutMillis,
      Function<Map<Uuid, KafkaFuture<TopicDescription>>, T> reader) {
    try {
      return reader.apply(describe(admin, topics, timeoutMillis));
    } catch (UnsupportedVersionException e) {
      return reader.apply(describeByName(admin, topics, timeoutMillis));
    }
  }

  /** Asks for descriptions by name, whether topics have ids or not. */
  public static Map<Uuid, KafkaFuture<TopicDescription>> describeByName(
      Admin admin, Map<Uuid, String> topics, int timeoutMillis) {
    var options = new DescribeTopicsOptions().timeoutMs(timeoutMillis);
    Map<String, KafkaFuture<TopicDescription>> named =
        admin
            .describeTopics(TopicCollection.ofTopicNames(topics.values()), options)
            .topicNameValues();
    var byKey = new HashMap<Uuid, KafkaFuture<TopicDescription>>();
    topics.forEach((key, name) -> byKey.put(key, named.get(name)));
    return byKey;
  }
}
