package io.katka.state;

/**
 * What a cluster can do, asked of finalized features and API versions, never of version numbers.
 */
public enum Capability {
  /** Replicas can be reassigned through the Admin API (KIP-455). */
  REASSIGN,
  /** Preferred leaders can be elected through the Admin API (KIP-460). */
  ELECT_LEADERS,
  /** Configuration is changed key by key (KIP-339). */
  INCREMENTAL_CONFIG,
  /** Features can be finalized (KIP-584). */
  FEATURES,
  /** Voters can be added and removed (KIP-853, finalized {@code kraft.version} 1). */
  DYNAMIC_QUORUM,
  /** Brokers can be unregistered (KRaft). */
  UNREGISTER,
  /** New replicas can be kept off a broker's log directories (KIP-1066). */
  CORDON
}
