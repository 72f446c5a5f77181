package io.katka.spi;

import java.util.List;
import java.util.Map;

/**
 * How to reach a cluster's Kafka, always asked anew: addresses come and go with nodes, credentials
 * are renewed.
 */
public interface Connection {
  /** {@code host:port} of brokers; empty while there are none. */
  List<String> brokers();

  /** {@code host:port} of controllers that take admin requests; empty where there are none. */
  List<String> controllers();

  /**
   * Node id to {@code host:port} of the ZooKeeper ensemble's members; empty where there is none.
   */
  default Map<Integer, String> ensemble() {
    return Map.of();
  }

  /** Client properties besides the bootstrap addresses: security protocol, credentials, trust. */
  Map<String, Object> clientProperties();
}
