package io.katka.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.katka.error.UnreachableException;
import io.katka.spi.KafkaGateway.Configs;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Changes configuration key by key as Kafka's own tool did it before 2.3: in the node of the
 * entity, then with a notification, which brokers watch for.
 */
final class ZooKeeperConfigs implements Configs {
  private static final String CONFIG = "/config/";
  private static final String NOTIFICATION = "/config/changes/config_change_";
  private static final int ATTEMPTS = 5;

  private final Session session;

  ZooKeeperConfigs(Session session) {
    this.session = session;
  }

  @Override
  public void alterDefault(Map<String, String> set, Collection<String> removed) {
    alter("all brokers", "brokers/<default>", set, removed);
  }

  @Override
  public void alterBroker(int broker, Map<String, String> set, Collection<String> removed) {
    alter("broker " + broker, "brokers/" + broker, set, removed);
  }

  @Override
  public void alterTopics(
      Map<String, Map<String, String>> set, Map<String, ? extends Collection<String>> removed) {
    var topics = new TreeSet<>(set.keySet());
    topics.addAll(removed.keySet());
    for (String topic : topics) {
      Collection<String> gone = removed.containsKey(topic) ? removed.get(topic) : List.of();
      boolean there =
          session.with(
              "find topic " + topic, nodes -> nodes.read("/brokers/topics/" + topic).isPresent());
      if (there) {
        alter("topic " + topic, "topics/" + topic, set.getOrDefault(topic, Map.of()), gone);
      }
    }
  }

  @Override
  public Map<String, Map<String, String>> topics(Collection<String> topics) {
    var found = new TreeMap<String, Map<String, String>>();
    for (String topic : topics) {
      session
          .with(
              "read the configuration of topic " + topic,
              nodes -> nodes.read(CONFIG + "topics/" + topic))
          .ifPresent(text -> found.put(topic, config(text)));
    }
    return found;
  }

  private void alter(
      String whose, String entity, Map<String, String> set, Collection<String> removed) {
    if (set.isEmpty() && removed.isEmpty()) {
      return;
    }
    String what = "change the configuration of " + whose;
    session.with(
        what,
        nodes -> {
          if (change(nodes, what, entity, set, removed)) {
            nodes.append(
                NOTIFICATION,
                Json.object().put("version", 2).put("entity_path", entity).toString());
          }
          return Boolean.TRUE;
        });
  }

  /** Whether there was anything to change. */
  private static boolean change(
      ZNodes nodes, String what, String entity, Map<String, String> set, Collection<String> removed)
      throws InterruptedException {
    String path = CONFIG + entity;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<ZNodes.Versioned> present = nodes.readVersioned(path);
      Map<String, String> before = present.map(p -> config(p.text())).orElse(Map.of());
      var after = new TreeMap<>(before);
      after.keySet().removeAll(removed);
      after.putAll(set);
      if (after.equals(before) && present.isPresent() || after.isEmpty() && present.isEmpty()) {
        return false;
      }
      boolean written =
          present.isPresent()
              ? nodes.write(path, text(after), present.get().version())
              : nodes.create(path, text(after));
      if (written) {
        return true;
      }
    }
    throw new UnreachableException(
        "Could not %s: somebody else changed it %d times meanwhile.".formatted(what, ATTEMPTS),
        new IllegalStateException(path + " keeps changing"));
  }

  private static Map<String, String> config(String text) {
    var config = new TreeMap<String, String>();
    JsonNode entries = Json.parse(text).path("config");
    entries.properties().forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
    return config;
  }

  private static String text(Map<String, String> config) {
    ObjectNode json = Json.object().put("version", 1);
    ObjectNode entries = json.putObject("config");
    config.forEach(entries::put);
    return json.toString();
  }
}
