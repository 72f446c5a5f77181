package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.spi.KafkaGateway.Registrations;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;

/** Unregisters brokers (KIP-631). */
final class KafkaRegistrations implements Registrations {
  private final AdminCalls controller;

  KafkaRegistrations(AdminCalls controller) {
    this.controller = controller;
  }

  @Override
  public void unregister(int broker) {
    controller.act(
        "unregister broker " + broker,
        admin ->
            Await.unless(
                admin.unregisterBroker(broker).all(), BrokerIdNotRegisteredException.class));
  }
}
