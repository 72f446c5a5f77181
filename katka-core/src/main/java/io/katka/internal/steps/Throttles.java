package io.katka.internal.steps;

import io.katka.balance.Move;
import io.katka.internal.json.Json;
import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Configs;
import io.katka.spi.KafkaGateway.Look;
import io.katka.step.StepContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Replication throttles for the time of a balance. What was set before is noted before anything is
 * changed and put back to exactly that, also by a later run.
 */
final class Throttles {
  private static final String LEADER_RATE = "leader.replication.throttled.rate";
  private static final String FOLLOWER_RATE = "follower.replication.throttled.rate";
  private static final String LEADERS = "leader.replication.throttled.replicas";
  private static final String FOLLOWERS = "follower.replication.throttled.replicas";

  private final long bytesPerSecond;

  Throttles(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** What was set before, by broker and by topic; keys that were not set are left out. */
  record Before(
      Map<Integer, Map<String, String>> brokers, Map<String, Map<String, String>> topics) {}

  void begin(StepContext context, List<Move> moves) {
    Optional<Configs> configs = context.gateway().configs();
    if (bytesPerSecond <= 0 || moves.isEmpty() || configs.isEmpty()) {
      return;
    }
    Set<Integer> brokers =
        moves.stream()
            .flatMap(m -> java.util.stream.Stream.concat(m.from().stream(), m.to().stream()))
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Map<String, String>> topics = replicas(moves);
    note(context, configs.get(), brokers, topics.keySet());
    context.lock();
    configs.get().alterTopics(topics, Map.of());
    String rate = Long.toString(bytesPerSecond);
    for (int broker : brokers) {
      configs.get().alterBroker(broker, Map.of(LEADER_RATE, rate, FOLLOWER_RATE, rate), List.of());
    }
  }

  /** Leader side: all current replicas, since leadership may move. Follower side: those added. */
  private static Map<String, Map<String, String>> replicas(List<Move> moves) {
    Map<String, Map<String, Set<String>>> lists = new TreeMap<>();
    for (Move move : moves) {
      var topic = lists.computeIfAbsent(move.partition().topic(), t -> new TreeMap<>());
      add(topic, LEADERS, move.partition().partition(), move.from());
      add(topic, FOLLOWERS, move.partition().partition(), move.adding());
    }
    Map<String, Map<String, String>> configs = new TreeMap<>();
    lists.forEach(
        (topic, byKey) -> {
          Map<String, String> joined = new TreeMap<>();
          byKey.forEach((key, entries) -> joined.put(key, String.join(",", entries)));
          configs.put(topic, joined);
        });
    return configs;
  }

  private static void add(
      Map<String, Set<String>> topic, String key, int partition, Collection<Integer> brokers) {
    Set<String> entries = topic.computeIfAbsent(key, k -> new TreeSet<>());
    brokers.forEach(broker -> entries.add(partition + ":" + broker));
  }

  private static void note(
      StepContext context, Configs configs, Set<Integer> brokers, Set<String> topics) {
    Before known = context.note(Notes.THROTTLES).map(n -> Json.read(n, Before.class)).orElse(null);
    var byBroker = new TreeMap<Integer, Map<String, String>>();
    Map<Integer, Map<String, String>> now = context.kafka(Look.CONFIG).brokerConfig();
    brokers.forEach(
        b -> byBroker.put(b, only(now.getOrDefault(b, Map.of()), LEADER_RATE, FOLLOWER_RATE)));
    var byTopic = new TreeMap<String, Map<String, String>>();
    Map<String, Map<String, String>> set = configs.topics(topics);
    topics.forEach(t -> byTopic.put(t, only(set.getOrDefault(t, Map.of()), LEADERS, FOLLOWERS)));
    if (known != null) {
      byBroker.putAll(known.brokers());
      byTopic.putAll(known.topics());
    }
    context.keep(Notes.THROTTLES, Json.write(new Before(byBroker, byTopic)));
  }

  private static Map<String, String> only(Map<String, String> config, String... keys) {
    var some = new TreeMap<>(config);
    some.keySet().retainAll(Set.of(keys));
    return some;
  }

  /** Puts back what the note says was there; without a note nothing was changed. */
  void end(StepContext context) {
    String note = context.note(Notes.THROTTLES).orElse("");
    Configs configs = context.gateway().configs().orElse(null);
    if (note.isEmpty() || configs == null) {
      return;
    }
    Before before = Json.read(note, Before.class);
    context.lock();
    before
        .brokers()
        .forEach(
            (broker, were) ->
                configs.alterBroker(
                    broker, were, without(List.of(LEADER_RATE, FOLLOWER_RATE), were)));
    Map<String, List<String>> removed = new TreeMap<>();
    before
        .topics()
        .forEach((topic, were) -> removed.put(topic, without(List.of(LEADERS, FOLLOWERS), were)));
    configs.alterTopics(before.topics(), removed);
    context.forget(Notes.THROTTLES);
  }

  private static List<String> without(List<String> keys, Map<String, String> were) {
    return keys.stream().filter(key -> !were.containsKey(key)).toList();
  }
}
