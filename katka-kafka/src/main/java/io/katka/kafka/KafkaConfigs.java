package io.katka.kafka;

import io.katka.error.UnreachableException;
import io.katka.kafka.internal.Await;
import io.katka.spi.KafkaGateway.Configs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Dynamic configuration, key by key (KIP-339).
 *
 * <p>A broker's own configuration is changed through that broker while it serves, so that it can
 * refuse what it cannot live with. The AdminClient sends such a change to that broker only; while
 * it is down, or does not answer, the change goes to the active controller instead.
 */
final class KafkaConfigs implements Configs {
  private static final int TOPICS_A_REQUEST = 500;

  private final AdminCalls brokers;
  private final AdminCalls controllers;
  private final MinIsrCache minIsr;

  KafkaConfigs(AdminCalls brokers, AdminCalls controllers, MinIsrCache minIsr) {
    this.brokers = brokers;
    this.controllers = controllers;
    this.minIsr = minIsr;
  }

  @Override
  public void alterDefault(Map<String, String> set, Collection<String> removed) {
    String what = "change the configuration of all brokers (%s)".formatted(keys(set, removed));
    alter(brokers, what, Map.of(new ConfigResource(Type.BROKER, ""), ops(set, removed)));
  }

  @Override
  public void alterBroker(int broker, Map<String, String> set, Collection<String> removed) {
    String what =
        "change the configuration of broker %d (%s)".formatted(broker, keys(set, removed));
    Map<ConfigResource, Collection<AlterConfigOp>> change =
        Map.of(new ConfigResource(Type.BROKER, Integer.toString(broker)), ops(set, removed));
    if (!controllers.available()) {
      if (!brokers.ask("find broker " + broker, admin -> new ClusterLook(admin).lacks(broker))) {
        alter(brokers, what, change);
      }
      return;
    }
    if (!serves(broker)) {
      alter(controllers, what, change);
      return;
    }
    try {
      alter(brokers, what, change);
    } catch (UnreachableException e) {
      alter(controllers, what, change);
    }
  }

  /** Changes of topics that are gone are passed over. */
  @Override
  public void alterTopics(
      Map<String, Map<String, String>> set, Map<String, ? extends Collection<String>> removed) {
    var topics = new TreeSet<>(set.keySet());
    topics.addAll(removed.keySet());
    for (List<String> chunk : Chunks.of(topics, TOPICS_A_REQUEST)) {
      var changes = new TreeMap<String, Collection<AlterConfigOp>>();
      for (String topic : chunk) {
        Collection<String> gone = removed.containsKey(topic) ? removed.get(topic) : List.of();
        changes.put(topic, ops(set.getOrDefault(topic, Map.of()), gone));
      }
      alter(brokers, "change the configuration of topics " + chunk, topicResources(changes));
    }
  }

  @Override
  public Map<String, Map<String, String>> topics(Collection<String> topics) {
    var found = new TreeMap<String, Map<String, String>>();
    for (List<String> chunk : Chunks.of(new TreeSet<>(topics), TOPICS_A_REQUEST)) {
      found.putAll(
          brokers.ask("read the configuration of topics " + chunk, admin -> read(admin, chunk)));
    }
    return found;
  }

  private boolean serves(int broker) {
    try {
      return brokers.ask(
          "find broker " + broker, admin -> new ClusterLook(admin).serving().contains(broker));
    } catch (UnreachableException e) {
      return false;
    }
  }

  private void alter(
      AdminCalls side, String what, Map<ConfigResource, Collection<AlterConfigOp>> changes) {
    var meant = new HashMap<>(changes);
    meant.values().removeIf(Collection::isEmpty);
    if (meant.isEmpty()) {
      return;
    }
    try {
      side.act(what, admin -> send(admin, meant));
    } finally {
      minIsr.outdate();
    }
  }

  private static void send(Admin admin, Map<ConfigResource, Collection<AlterConfigOp>> changes) {
    Map<ConfigResource, KafkaFuture<Void>> results =
        admin.incrementalAlterConfigs(changes).values();
    results.forEach(
        (resource, result) ->
            Refusal.unlessDone(
                "change the configuration of " + describe(resource),
                result,
                UnknownTopicOrPartitionException.class,
                BrokerIdNotRegisteredException.class));
  }

  private static Map<String, Map<String, String>> read(Admin admin, List<String> topics) {
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(Type.TOPIC, topic)).toList();
    var found = new TreeMap<String, Map<String, String>>();
    for (Map.Entry<ConfigResource, KafkaFuture<Config>> entry :
        admin.describeConfigs(resources).values().entrySet()) {
      Await.unless(entry.getValue(), UnknownTopicOrPartitionException.class)
          .map(config -> ConfigLook.entries(config, ConfigSource.DYNAMIC_TOPIC_CONFIG))
          .ifPresent(config -> found.put(entry.getKey().name(), config));
    }
    return found;
  }

  private static Map<ConfigResource, Collection<AlterConfigOp>> topicResources(
      Map<String, Collection<AlterConfigOp>> changes) {
    var resources = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    changes.forEach((topic, ops) -> resources.put(new ConfigResource(Type.TOPIC, topic), ops));
    return resources;
  }

  private static Collection<AlterConfigOp> ops(
      Map<String, String> set, Collection<String> removed) {
    var ops = new ArrayList<AlterConfigOp>();
    set.forEach(
        (key, value) -> ops.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
    removed.forEach(key -> ops.add(new AlterConfigOp(new ConfigEntry(key, null), OpType.DELETE)));
    return ops;
  }

  private static String keys(Map<String, String> set, Collection<String> removed) {
    var keys = new TreeSet<>(set.keySet());
    keys.addAll(removed);
    return String.join(", ", keys);
  }

  private static String describe(ConfigResource resource) {
    if (resource.type() == Type.TOPIC) {
      return "topic " + resource.name();
    }
    return resource.name().isEmpty() ? "all brokers" : "broker " + resource.name();
  }
}
