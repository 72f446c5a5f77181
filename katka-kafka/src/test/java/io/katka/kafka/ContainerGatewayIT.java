package io.katka.kafka;

import io.katka.spi.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract against a Kafka container, where a Docker engine answers. */
@EnabledIf(
    value = "dockerAnswers",
    disabledReason = "no Docker engine answers, so the contract is not run against a container")
class ContainerGatewayIT extends KraftGatewayContract {
  private static final KafkaContainer KAFKA =
      new KafkaContainer(DockerImageName.parse("apache/kafka:4.4.0"));

  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @BeforeAll
  static void start() {
    KAFKA.start();
  }

  @AfterAll
  static void stop() {
    KAFKA.stop();
  }

  @Override
  protected Connection connection() {
    return TestCluster.connection(List.of(KAFKA.getBootstrapServers()), List.of());
  }
}
