package io.katka.kafka.proof;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.TopicKeys;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics to look at and their {@code min.insync.replicas}. The list is renewed every 2 s, and
 * with it the configuration of topics that are new and of 500 others in turn. For one thread.
 */
final class TopicsInView {
  /** How many topics are asked about at once. */
  static final int TOPICS_A_REQUEST = 500;

  private static final Duration RENEWED_EVERY = Duration.ofSeconds(2);

  private final Admin admin;
  private final Time time;
  private final Map<String, Integer> minIsr = new HashMap<>();
  private List<TopicListing> topics = List.of();
  private boolean listed;
  private long listedAt;
  private int nextLook;
  private int nextConfig;

  TopicsInView(Admin admin, Time time) {
    this.admin = admin;
    this.time = time;
  }

  /** Renews what is due; false where nothing is. */
  boolean renew() {
    if (listed && time.nanos() - listedAt < RENEWED_EVERY.toNanos()) {
      return false;
    }
    topics =
        Await.value(admin.listTopics(new ListTopicsOptions().listInternal(true)).listings())
            .stream()
            .sorted(Comparator.comparing(TopicListing::name))
            .toList();
    minIsr.keySet().retainAll(names());
    readMinIsr();
    listed = true;
    listedAt = time.nanos();
    return true;
  }

  /** The names of all topics. */
  Set<String> names() {
    return topics.stream().map(TopicListing::name).collect(Collectors.toSet());
  }

  /** The topics for the next look, by id: one always, and 500 others in turn. */
  Map<Uuid, String> next(String always) {
    var next = new LinkedHashMap<Uuid, String>();
    topics.stream()
        .filter(topic -> topic.name().equals(always))
        .forEach(topic -> next.put(key(topic), topic.name()));
    turn(nextLook).forEach(topic -> next.put(key(topic), topic.name()));
    nextLook = advanced(nextLook);
    return next;
  }

  private static Uuid key(TopicListing topic) {
    return TopicKeys.of(topic.topicId(), topic.name());
  }

  /** What was last told of a topic's {@code min.insync.replicas}; 1 before anything was. */
  int minIsr(String topic) {
    return minIsr.getOrDefault(topic, 1);
  }

  private void readMinIsr() {
    var asked = new LinkedHashMap<ConfigResource, TopicListing>();
    topics.stream()
        .filter(topic -> !minIsr.containsKey(topic.name()))
        .forEach(topic -> asked.put(new ConfigResource(Type.TOPIC, topic.name()), topic));
    turn(nextConfig)
        .forEach(topic -> asked.put(new ConfigResource(Type.TOPIC, topic.name()), topic));
    nextConfig = advanced(nextConfig);
    List<ConfigResource> all = List.copyOf(asked.keySet());
    for (int from = 0; from < all.size(); from += TOPICS_A_REQUEST) {
      read(all.subList(from, Math.min(all.size(), from + TOPICS_A_REQUEST)));
    }
  }

  private void read(Collection<ConfigResource> resources) {
    Map<ConfigResource, KafkaFuture<Config>> told = admin.describeConfigs(resources).values();
    told.forEach(
        (resource, future) ->
            Await.unless(future, UnknownTopicOrPartitionException.class)
                .map(config -> config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
                .ifPresent(entry -> minIsr.put(resource.name(), Integer.valueOf(entry.value()))));
  }

  private List<TopicListing> turn(int from) {
    var turn = new ArrayList<TopicListing>();
    for (int i = 0; i < Math.min(TOPICS_A_REQUEST, topics.size()); i++) {
      turn.add(topics.get((from + i) % topics.size()));
    }
    return turn;
  }

  private int advanced(int from) {
    return topics.isEmpty() ? 0 : (from + TOPICS_A_REQUEST) % topics.size();
  }
}
