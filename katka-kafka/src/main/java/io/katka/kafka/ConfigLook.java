package io.katka.kafka;

import static java.util.stream.Collectors.toMap;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.Faults;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;

/**
 * The dynamic configuration of brokers. Only a broker itself can tell its own, so that of one that
 * does not answer is left out; values that are secret are never told and left out.
 */
final class ConfigLook {
  private final AnyBroker<KafkaFuture<Config>> all;
  private final Map<Integer, KafkaFuture<Config>> each;

  /** Asks about all of them at once. */
  ConfigLook(Admin admin, Collection<Integer> brokers) {
    var options = new DescribeConfigsOptions().timeoutMs(Patience.OF_ONE_BROKER_MILLIS);
    var ofAll = new ConfigResource(Type.BROKER, "");
    all =
        new AnyBroker<>(
            millis ->
                admin
                    .describeConfigs(List.of(ofAll), new DescribeConfigsOptions().timeoutMs(millis))
                    .values()
                    .get(ofAll));
    Map<ConfigResource, KafkaFuture<Config>> asked =
        admin
            .describeConfigs(
                brokers.stream().map(id -> new ConfigResource(Type.BROKER, id.toString())).toList(),
                options)
            .values();
    each =
        asked.entrySet().stream()
            .collect(toMap(e -> Integer.valueOf(e.getKey().name()), Map.Entry::getValue));
  }

  /** What is set for all brokers. */
  Map<String, String> defaults() {
    return entries(all.read(Await::value), ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
  }

  /** What is set for single brokers, those without any left out. */
  Map<Integer, Map<String, String>> ofBrokers() {
    var found = new TreeMap<Integer, Map<String, String>>();
    each.forEach(
        (broker, future) -> {
          Map<String, String> own = own(future);
          if (!own.isEmpty()) {
            found.put(broker, own);
          }
        });
    return found;
  }

  private static Map<String, String> own(KafkaFuture<Config> future) {
    try {
      return entries(Await.value(future), ConfigSource.DYNAMIC_BROKER_CONFIG);
    } catch (KafkaException e) {
      if (Faults.isTransient(e)) {
        return Map.of();
      }
      throw e;
    }
  }

  /** The entries that were set in one place. */
  static Map<String, String> entries(Config config, ConfigSource source) {
    var entries = new TreeMap<String, String>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.source() == source && entry.value() != null) {
        entries.put(entry.name(), entry.value());
      }
    }
    return entries;
  }
}
