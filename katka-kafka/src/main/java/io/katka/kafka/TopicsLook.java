package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.TopicKeys;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Some topics: their partitions, and what {@code min.insync.replicas} comes to for them.
 *
 * <p>Asked by topic id, because then one broker's one answer tells leaders and in-sync sets
 * together: by name, the AdminClient matches leaders with a list of brokers asked for before, and a
 * leader that has just come back shows as none. Before Kafka 2.8 topics have no ids, and before 3.1
 * brokers cannot be asked by them: there it is the name.
 */
final class TopicsLook {
  private final Admin admin;
  private final List<TopicListing> topics;
  private final Map<Uuid, String> asked = new LinkedHashMap<>();
  private final MinIsrCache cache;
  private final long moment;
  private final Map<Uuid, Integer> minIsr = new HashMap<>();
  private final AnyBroker<Map<Uuid, KafkaFuture<TopicDescription>>> descriptions;
  private final AnyBroker<DescribeConfigsResult> configs;

  /** Asks. */
  TopicsLook(Admin admin, List<TopicListing> topics, MinIsrCache cache, boolean fresh) {
    this.admin = admin;
    this.topics = topics;
    this.cache = cache;
    this.moment = cache.moment();
    topics.forEach(topic -> asked.put(key(topic), topic.name()));
    descriptions = new AnyBroker<>(millis -> TopicKeys.describe(admin, asked, millis));
    if (!fresh) {
      topics.stream()
          .map(TopicsLook::key)
          .forEach(id -> cache.lately(id).ifPresent(told -> minIsr.put(id, told)));
    }
    List<ConfigResource> unknown =
        topics.stream()
            .filter(topic -> !minIsr.containsKey(key(topic)))
            .map(topic -> resource(topic.name()))
            .toList();
    configs =
        new AnyBroker<>(
            millis ->
                admin.describeConfigs(unknown, new DescribeConfigsOptions().timeoutMs(millis)));
  }

  /** Waits for the answers and adds the topics that are still there. */
  void addTo(Rows rows) {
    Map<Uuid, TopicDescription> described = described();
    minIsr.putAll(configs.read(this::told));
    rows.look(described.values());
    for (TopicListing topic : topics) {
      TopicDescription description = described.get(key(topic));
      Integer its = minIsr.get(key(topic));
      if (description != null && its != null) {
        rows.add(description, its);
      }
    }
  }

  private Map<Uuid, TopicDescription> described() {
    try {
      return descriptions.read(this::described);
    } catch (UnsupportedVersionException e) {
      return new AnyBroker<>(millis -> TopicKeys.describeByName(admin, asked, millis))
          .read(this::described);
    }
  }

  private Map<Uuid, TopicDescription> described(Map<Uuid, KafkaFuture<TopicDescription>> told) {
    var found = new HashMap<Uuid, TopicDescription>();
    told.forEach(
        (id, future) ->
            Await.unless(
                    future, UnknownTopicIdException.class, UnknownTopicOrPartitionException.class)
                .ifPresent(description -> found.put(id, description)));
    return found;
  }

  private Map<Uuid, Integer> told(DescribeConfigsResult result) {
    var found = new HashMap<Uuid, Integer>();
    for (TopicListing topic : topics) {
      KafkaFuture<Config> asked = result.values().get(resource(topic.name()));
      if (asked != null) {
        Await.unless(asked, UnknownTopicOrPartitionException.class)
            .map(config -> config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
            .map(entry -> Integer.valueOf(entry.value()))
            .ifPresent(value -> found.put(key(topic), value));
      }
    }
    found.forEach((id, value) -> cache.keep(id, value, moment));
    return found;
  }

  /** What a topic is known by. */
  static Uuid key(TopicListing topic) {
    return TopicKeys.of(topic.topicId(), topic.name());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(Type.TOPIC, topic);
  }
}
