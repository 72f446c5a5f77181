package io.katka.kafka;

import io.katka.state.Capability;
import io.katka.state.FeatureState;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a cluster can do, from what it has finalized. A finalized level is one that every node of
 * the cluster supports, so it proves the requests that came before it:
 *
 * <ul>
 *   <li>any {@code metadata.version}: a KRaft cluster, all of which reassign, elect, change
 *       configuration key by key, finalize features and unregister brokers
 *   <li>{@code kraft.version} 1: voters can be added and removed (KIP-853)
 *   <li>{@code metadata.version} 4.3-IV0, level 30: {@code cordoned.log.dirs} (KIP-1066)
 * </ul>
 */
final class Capabilities {
  private static final int CORDONS_FROM = 30;

  private Capabilities() {}

  static Set<Capability> of(FeatureState features) {
    var capabilities = EnumSet.noneOf(Capability.class);
    int metadata = features.level(FeatureState.METADATA_VERSION);
    if (metadata > 0) {
      capabilities.add(Capability.REASSIGN);
      capabilities.add(Capability.ELECT_LEADERS);
      capabilities.add(Capability.INCREMENTAL_CONFIG);
      capabilities.add(Capability.FEATURES);
      capabilities.add(Capability.UNREGISTER);
    }
    if (metadata >= CORDONS_FROM) {
      capabilities.add(Capability.CORDON);
    }
    if (features.level(FeatureState.KRAFT_VERSION) >= 1) {
      capabilities.add(Capability.DYNAMIC_QUORUM);
    }
    return capabilities;
  }
}
