package io.katka.spi;

/** Finds the gateway on the class path, by {@link java.util.ServiceLoader}. */
public interface KafkaGatewayProvider {
  /** Opens a gateway; nothing is contacted before it is asked something. */
  KafkaGateway open(Connection connection, Time time);
}
