package io.katka.kafka;

import io.katka.kafka.internal.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Some topics: their partitions, and what {@code min.insync.replicas} comes to for them.
 *
 * <p>Asked by topic id, because then one broker's one answer tells leaders and in-sync sets
 * together: by name, the AdminClient matches leaders with a list of brokers asked for before, and a
 * leader that has just come back shows as none.
 */
final class TopicsLook {
  private final List<TopicListing> topics;
  private final MinIsrCache cache;
  private final long moment;
  private final Map<Uuid, KafkaFuture<TopicDescription>> descriptions;
  private final Map<ConfigResource, KafkaFuture<Config>> configs;
  private final Map<Uuid, Integer> known = new HashMap<>();

  /** Asks. */
  TopicsLook(Admin admin, List<TopicListing> topics, MinIsrCache cache, boolean fresh) {
    this.topics = topics;
    this.cache = cache;
    this.moment = cache.moment();
    List<Uuid> ids = topics.stream().map(TopicListing::topicId).toList();
    descriptions = admin.describeTopics(TopicCollection.ofTopicIds(ids)).topicIdValues();
    if (!fresh) {
      ids.forEach(id -> cache.lately(id).ifPresent(minIsr -> known.put(id, minIsr)));
    }
    List<ConfigResource> unknown =
        topics.stream()
            .filter(topic -> !known.containsKey(topic.topicId()))
            .map(topic -> resource(topic.name()))
            .toList();
    configs = unknown.isEmpty() ? Map.of() : admin.describeConfigs(unknown).values();
  }

  /** Waits for the answers and adds the topics that are still there. */
  void addTo(Rows rows) {
    for (TopicListing topic : topics) {
      OptionalInt minIsr = minIsr(topic);
      Optional<TopicDescription> description =
          Await.unless(
              descriptions.get(topic.topicId()),
              UnknownTopicIdException.class,
              UnknownTopicOrPartitionException.class);
      if (minIsr.isPresent() && description.isPresent()) {
        rows.add(description.get(), minIsr.getAsInt());
      }
    }
  }

  private OptionalInt minIsr(TopicListing topic) {
    Integer cached = known.get(topic.topicId());
    if (cached != null) {
      return OptionalInt.of(cached);
    }
    Optional<ConfigEntry> entry =
        Await.unless(configs.get(resource(topic.name())), UnknownTopicOrPartitionException.class)
            .map(config -> config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
    if (entry.isEmpty()) {
      return OptionalInt.empty();
    }
    int value = Integer.parseInt(entry.get().value());
    cache.keep(topic.topicId(), value, moment);
    return OptionalInt.of(value);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(Type.TOPIC, topic);
  }
}
