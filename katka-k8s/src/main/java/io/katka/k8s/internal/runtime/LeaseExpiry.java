package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.katka.spec.ClusterRef;
import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether somebody's lease is over. Its time of renewal was written by another machine's clock, so
 * it counts only with a margin for clocks that differ; without margin counts how long it was seen
 * here not to change.
 */
public final class LeaseExpiry {
  /** By how much clocks may differ. */
  static final Duration MARGIN = Duration.ofSeconds(10);

  private record Seen(String version, long sinceNanos) {}

  private final Time time;
  private final Map<ClusterRef, Seen> seen = new ConcurrentHashMap<>();

  /** No lease was seen yet. */
  public LeaseExpiry(Time time) {
    this.time = time;
  }

  boolean isOver(ClusterRef ref, Lease lease) {
    var spec = lease.getSpec();
    if (spec == null || spec.getHolderIdentity() == null || spec.getHolderIdentity().isEmpty()) {
      return true;
    }
    Duration lasts =
        Duration.ofSeconds(Optional.ofNullable(spec.getLeaseDurationSeconds()).orElse(1));
    Instant renewed =
        Optional.ofNullable(spec.getRenewTime())
            .map(ZonedDateTime::toInstant)
            .orElse(Instant.EPOCH);
    boolean longAgo = time.now().isAfter(renewed.plus(lasts).plus(MARGIN));
    return longAgo || unchanged(ref, lease).compareTo(lasts) > 0;
  }

  private Duration unchanged(ClusterRef ref, Lease lease) {
    String version = lease.getMetadata().getUid() + "/" + lease.getMetadata().getResourceVersion();
    long now = time.nanos();
    Seen first =
        seen.compute(
            ref,
            (key, before) ->
                before != null && before.version().equals(version)
                    ? before
                    : new Seen(version, now));
    return Duration.ofNanos(now - first.sinceNanos());
  }
}
