package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.kafka.KafkaGatewayContract;
import io.katka.spi.Connection;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.KafkaState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every gateway keeps to, to a cluster whose brokers know nothing of the newer APIs. */
class ZookeeperGatewayIT extends KafkaGatewayContract {
  @TempDir static Path directory;
  private static Home home;

  @BeforeAll
  static void begin() {
    home = new Home(directory);
    home.kafka().replicas(1).version("5.0.0").zookeeper(1).apply();
  }

  @AfterAll
  static void leaveNothingBehind() throws IOException {
    home.close();
  }

  @Override
  protected Connection connection() {
    return home.connection();
  }

  @Test
  void shows_a_broker_as_the_controller_and_a_member_as_the_leader() {
    KafkaState state = gateway.observe(Set.of(Look.QUORUM, Look.PARTITIONS));

    assertThat(state.controllerId()).isEqualTo(1);
    assertThat(state.quorum().orElseThrow().leaderId()).isEqualTo(1001);
    assertThat(state.capabilities()).isEmpty();
  }

  @Test
  void has_no_facet_for_what_comes_with_controllers() {
    assertThat(gateway.features()).isEmpty();
    assertThat(gateway.voters()).isEmpty();
    assertThat(gateway.registrations()).isEmpty();
    assertThat(gateway.identity()).isPresent();
  }
}
