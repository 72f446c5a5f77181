package io.katka.kafka;

import static java.util.stream.Collectors.toMap;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.Faults;
import io.katka.state.FeatureState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One ApiVersions request to each broker, the lightest there is that goes to that broker and no
 * other: whether it answers, and which features it knows.
 */
final class AnswersLook {
  private final Map<Integer, KafkaFuture<FeatureMetadata>> asked;
  private @Nullable Map<Integer, FeatureMetadata> answers;

  /** Asks all of them at once. */
  AnswersLook(Admin admin, Collection<Integer> brokers, Duration patience) {
    asked =
        brokers.stream()
            .collect(
                toMap(
                    id -> id,
                    id ->
                        admin
                            .describeFeatures(
                                new DescribeFeaturesOptions()
                                    .nodeId(id)
                                    .timeoutMs((int) patience.toMillis()))
                            .featureMetadata()));
  }

  /** The brokers that answered in time. */
  Set<Integer> answered() {
    return answers().keySet();
  }

  /**
   * What is finalized, as the broker tells that has seen most of the metadata log, and the newest
   * level that every broker that answered knows. The controller refuses to finalize what a broker
   * that did not answer does not know.
   *
   * @throws TimeoutException if none answered
   */
  FeatureState features() {
    Collection<FeatureMetadata> told = answers().values();
    if (told.isEmpty()) {
      throw new TimeoutException("none of the brokers " + asked.keySet() + " answered");
    }
    return new FeatureState(finalized(told), supported(told));
  }

  private Map<Integer, FeatureMetadata> answers() {
    if (answers == null) {
      answers = new TreeMap<>();
      for (var entry : asked.entrySet()) {
        FeatureMetadata answer = answer(entry.getValue());
        if (answer != null) {
          answers.put(entry.getKey(), answer);
        }
      }
    }
    return answers;
  }

  private static @Nullable FeatureMetadata answer(KafkaFuture<FeatureMetadata> future) {
    try {
      return Await.value(future);
    } catch (KafkaException e) {
      if (Faults.isTransient(e)) {
        return null;
      }
      throw e;
    }
  }

  private static Map<String, Integer> finalized(Collection<FeatureMetadata> told) {
    FeatureMetadata newest = told.iterator().next();
    for (FeatureMetadata one : told) {
      if (one.finalizedFeaturesEpoch().orElse(-1L) > newest.finalizedFeaturesEpoch().orElse(-1L)) {
        newest = one;
      }
    }
    return newest.finalizedFeatures().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, e -> (int) e.getValue().maxVersionLevel()));
  }

  private static Map<String, Integer> supported(Collection<FeatureMetadata> told) {
    var common = new HashMap<String, Integer>();
    boolean first = true;
    for (FeatureMetadata one : told) {
      Map<String, Integer> its =
          one.supportedFeatures().entrySet().stream()
              .collect(toMap(Map.Entry::getKey, e -> (int) e.getValue().maxVersion()));
      if (first) {
        common.putAll(its);
        first = false;
      } else {
        common.keySet().retainAll(its.keySet());
        common.replaceAll((feature, level) -> Math.min(level, its.get(feature)));
      }
    }
    return common;
  }
}
