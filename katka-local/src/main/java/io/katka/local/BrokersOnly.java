package io.katka.local;

import io.katka.spi.Connection;
import java.util.List;
import java.util.Map;

/**
 * A connection to brokers, which pass on what controllers are to answer: one client less where
 * every controller is a broker too.
 */
record BrokersOnly(Connection whole) implements Connection {
  @Override
  public List<String> brokers() {
    return whole.brokers();
  }

  @Override
  public List<String> controllers() {
    return List.of();
  }

  @Override
  public Map<String, Object> clientProperties() {
    return whole.clientProperties();
  }
}
