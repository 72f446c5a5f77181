package io.katka.state;

import java.util.Map;

/**
 * What the cluster has agreed to use, and what all its brokers could.
 *
 * @param finalized feature to finalized level
 * @param supported feature to the newest level that every broker knows
 */
public record FeatureState(Map<String, Integer> finalized, Map<String, Integer> supported) {
  /** The feature that names the format of the metadata log. */
  public static final String METADATA_VERSION = "metadata.version";

  /** The feature that makes the quorum dynamic from level 1 on. */
  public static final String KRAFT_VERSION = "kraft.version";

  /** Of a cluster that has no features. */
  public static final FeatureState NONE = new FeatureState(Map.of(), Map.of());

  public FeatureState {
    finalized = Map.copyOf(finalized);
    supported = Map.copyOf(supported);
  }

  /** The finalized level of a feature; 0 where it is not finalized. */
  public int level(String feature) {
    return finalized.getOrDefault(feature, 0);
  }
}
