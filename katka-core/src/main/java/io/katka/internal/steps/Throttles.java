package io.katka.internal.steps;

import io.katka.internal.json.Json;
import io.katka.internal.mover.ThrottleLists;
import io.katka.internal.planner.Notes;
import io.katka.spi.KafkaGateway.Configs;
import io.katka.spi.KafkaGateway.Look;
import io.katka.step.StepContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replication throttles for the time of a balance. What was set before is noted before anything is
 * changed and put back to exactly that, also by a later run.
 */
final class Throttles {
  private static final String LEADER_RATE = "leader.replication.throttled.rate";
  private static final String FOLLOWER_RATE = "follower.replication.throttled.rate";
  private static final List<String> RATES = List.of(LEADER_RATE, FOLLOWER_RATE);
  private static final List<String> LISTS = List.of(ThrottleLists.LEADERS, ThrottleLists.FOLLOWERS);

  private final Map<String, Map<String, String>> lists = new TreeMap<>();
  private Before before = new Before(Map.of(), Map.of());

  /** What was set before, by broker and by topic; keys that were not set are left out. */
  record Before(
      Map<Integer, Map<String, String>> brokers, Map<String, Map<String, String>> topics) {}

  /** Throttles these brokers; replicas of these topics may be listed from now on. */
  void begin(StepContext context, Set<Integer> brokers, Set<String> topics, long bytesPerSecond) {
    Configs configs = context.gateway().configs().orElse(null);
    if (configs == null || bytesPerSecond <= 0) {
      end(context);
      return;
    }
    note(context, configs, brokers, topics);
    rate(context, bytesPerSecond);
  }

  private void note(
      StepContext context, Configs configs, Set<Integer> brokers, Set<String> topics) {
    var byBroker = new TreeMap<Integer, Map<String, String>>();
    Map<Integer, Map<String, String>> now = context.kafka(Look.CONFIG).brokerConfig();
    brokers.forEach(b -> byBroker.put(b, only(now.getOrDefault(b, Map.of()), RATES)));
    var byTopic = new TreeMap<String, Map<String, String>>();
    Map<String, Map<String, String>> set = configs.topics(topics);
    topics.forEach(t -> byTopic.put(t, only(set.getOrDefault(t, Map.of()), LISTS)));
    lists.putAll(byTopic);
    context
        .note(Notes.THROTTLES)
        .map(note -> Json.read(note, Before.class))
        .ifPresent(
            known -> {
              byBroker.putAll(known.brokers());
              byTopic.putAll(known.topics());
            });
    before = new Before(byBroker, byTopic);
    context.keep(Notes.THROTTLES, Json.write(before));
  }

  private static Map<String, String> only(Map<String, String> config, List<String> keys) {
    var some = new TreeMap<>(config);
    some.keySet().retainAll(keys);
    return some;
  }

  /** Changes the rate of the brokers that are throttled. */
  void rate(StepContext context, long bytesPerSecond) {
    String rate = Long.toString(bytesPerSecond);
    Configs configs = context.gateway().configs().orElseThrow();
    context.lock();
    for (int broker : before.brokers().keySet()) {
      configs.alterBroker(broker, Map.of(LEADER_RATE, rate, FOLLOWER_RATE, rate), List.of());
    }
  }

  /** What the topics' lists were before anything moved. */
  Map<String, Map<String, String>> listsBefore() {
    return before.topics();
  }

  /** Makes the lists be these, those of other topics what they were before. */
  void list(StepContext context, Map<String, Map<String, String>> wanted) {
    Map<String, Map<String, String>> set = new TreeMap<>();
    Map<String, List<String>> removed = new TreeMap<>();
    for (String topic : before.topics().keySet()) {
      Map<String, String> now = lists.getOrDefault(topic, Map.of());
      Map<String, String> then = wanted.getOrDefault(topic, before.topics().get(topic));
      if (!then.equals(now)) {
        set.put(topic, then);
        removed.put(topic, gone(now.keySet(), then));
        lists.put(topic, then);
      }
    }
    if (!set.isEmpty()) {
      context.lock();
      context.gateway().configs().orElseThrow().alterTopics(set, removed);
    }
  }

  /** Puts back what the note says was there; without a note nothing was changed. */
  void end(StepContext context) {
    String note = context.note(Notes.THROTTLES).orElse("");
    Configs configs = context.gateway().configs().orElse(null);
    if (note.isEmpty() || configs == null) {
      return;
    }
    Before noted = Json.read(note, Before.class);
    context.lock();
    noted.brokers().forEach((broker, were) -> configs.alterBroker(broker, were, gone(RATES, were)));
    Map<String, List<String>> removed = new TreeMap<>();
    noted.topics().forEach((topic, were) -> removed.put(topic, gone(LISTS, were)));
    configs.alterTopics(noted.topics(), removed);
    context.forget(Notes.THROTTLES);
    before = new Before(Map.of(), Map.of());
    lists.clear();
  }

  private static List<String> gone(Collection<String> keys, Map<String, String> then) {
    var gone = new ArrayList<>(keys);
    gone.removeAll(then.keySet());
    return gone;
  }
}
