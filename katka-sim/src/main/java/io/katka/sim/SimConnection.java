package io.katka.sim;

import io.katka.spi.Connection;
import java.util.List;
import java.util.Map;

/** Nobody connects to a world over a network. */
final class SimConnection implements Connection {
  @Override
  public List<String> brokers() {
    return List.of("sim:9092");
  }

  @Override
  public List<String> controllers() {
    return List.of("sim:9093");
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of();
  }
}
