package io.katka.internal.engine;

import io.katka.spec.ClusterRef;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.Platform;
import io.katka.state.KafkaState;
import io.katka.state.PlatformState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the cluster at most once per poll: what was seen is forgotten with {@link #next()}. */
final class Views {
  private final ClusterRef ref;
  private final Platform platform;
  private final KafkaGateway gateway;
  private @Nullable PlatformState nodes;
  private @Nullable KafkaState kafka;
  private Set<Look> looked = EnumSet.noneOf(Look.class);

  Views(ClusterRef ref, Platform platform, KafkaGateway gateway) {
    this.ref = ref;
    this.platform = platform;
    this.gateway = gateway;
  }

  void next() {
    nodes = null;
    kafka = null;
    looked = EnumSet.noneOf(Look.class);
  }

  PlatformState nodes() {
    PlatformState seen = nodes;
    if (seen == null) {
      seen = platform.observe(ref);
      nodes = seen;
    }
    return seen;
  }

  KafkaState kafka(Set<Look> looks) {
    KafkaState seen = kafka;
    if (seen == null || !looked.containsAll(looks)) {
      looked.addAll(looks);
      seen = gateway.observe(Set.copyOf(looked));
      kafka = seen;
    }
    return seen;
  }
}
