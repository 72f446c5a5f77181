package io.katka.kafka;

import io.katka.spi.Connection;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGatewayProvider;
import io.katka.spi.Time;

/** Opens gateways over Kafka's AdminClient; found by {@link java.util.ServiceLoader}. */
public final class AdminKafkaGatewayProvider implements KafkaGatewayProvider {

  /** For {@link java.util.ServiceLoader}. */
  public AdminKafkaGatewayProvider() {}

  @Override
  public KafkaGateway open(Connection connection, Time time) {
    ClientClasses.loadAhead();
    return new AdminKafkaGateway(connection, time);
  }
}
