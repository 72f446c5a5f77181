package io.katka.spec;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed and recorded before a cluster's first node is formatted, and what it shall be
 * since.
 *
 * @param clusterId Kafka's cluster id, a URL-safe Base64 UUID of 22 characters
 * @param initialVoters node id to directory id of the quorum's first voters; of a ZooKeeper
 *     ensemble the members, whose directory ids are empty
 * @param spec what the cluster shall be; changed by every run that changes it
 * @param previous what it was before the last change of release, as long as that is not finalized;
 *     null where there is nothing to go back to
 */
public record Foundation(
    String clusterId,
    Map<Integer, String> initialVoters,
    ClusterSpec spec,
    @Nullable ClusterSpec previous) {
  public Foundation {
    Objects.requireNonNull(clusterId, "clusterId");
    initialVoters = Collections.unmodifiableMap(new TreeMap<>(initialVoters));
    Objects.requireNonNull(spec, "spec");
  }

  /** What {@code rollback()} goes back to. */
  public Optional<ClusterSpec> rollbackTarget() {
    return Optional.ofNullable(previous);
  }

  /** The same cluster, shall be something else from now on. */
  public Foundation spec(ClusterSpec wanted, @Nullable ClusterSpec before) {
    return new Foundation(clusterId, initialVoters, wanted, before);
  }
}
