package io.katka.state;

import io.katka.spec.ClusterRef;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a cluster, seen together.
 *
 * @param platform what the platform shows
 * @param seenKafka what Kafka shows; null where there is no Kafka to ask or it cannot be seen
 * @param blindness why Kafka cannot be seen although nodes run; empty otherwise
 */
public record ObservedCluster(
    PlatformState platform, @Nullable KafkaState seenKafka, String blindness) {
  public ObservedCluster {
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(blindness, "blindness");
  }

  /** Which cluster. */
  public ClusterRef ref() {
    return platform.ref();
  }

  /** What Kafka shows. */
  public Optional<KafkaState> kafka() {
    return Optional.ofNullable(seenKafka);
  }

  /** Whether the cluster can do that, as far as can be seen. */
  public boolean supports(Capability capability) {
    return seenKafka != null && seenKafka.supports(capability);
  }
}
