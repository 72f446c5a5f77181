package io.katka.state;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as Kafka itself shows it.
 *
 * @param clusterId its cluster id
 * @param brokers the registered brokers by ascending id, fenced ones included
 * @param controllerId the active controller; -1 for none, not known, or not asked for
 * @param partitions all partitions
 * @param members the quorum; null where there is none, or it was not asked for
 * @param features finalized and supported features
 * @param defaultConfig the dynamic configuration of all brokers ({@code --entity-default})
 * @param brokerConfig the dynamic configuration of single brokers, by node id; brokers without any
 *     are left out
 * @param capabilities what the cluster can do
 */
public record KafkaState(
    String clusterId,
    List<BrokerState> brokers,
    int controllerId,
    PartitionTable partitions,
    @Nullable QuorumState members,
    FeatureState features,
    Map<String, String> defaultConfig,
    Map<Integer, Map<String, String>> brokerConfig,
    Set<Capability> capabilities) {
  public KafkaState {
    Objects.requireNonNull(clusterId, "clusterId");
    brokers = brokers.stream().sorted(Comparator.comparingInt(BrokerState::id)).toList();
    Objects.requireNonNull(partitions, "partitions");
    Objects.requireNonNull(features, "features");
    defaultConfig = java.util.Collections.unmodifiableMap(new TreeMap<>(defaultConfig));
    brokerConfig = java.util.Collections.unmodifiableMap(new TreeMap<>(brokerConfig));
    capabilities = Set.copyOf(capabilities);
  }

  /** The quorum, where there is one and it was asked for. */
  public Optional<QuorumState> quorum() {
    return Optional.ofNullable(members);
  }

  /** The registered broker of that id. */
  public Optional<BrokerState> broker(int id) {
    for (BrokerState broker : brokers) {
      if (broker.id() == id) {
        return Optional.of(broker);
      }
    }
    return Optional.empty();
  }

  /** Whether the cluster can do that. */
  public boolean supports(Capability capability) {
    return capabilities.contains(capability);
  }
}
