package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.Capability;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What must hold besides for every gateway to a cluster with controllers. */
public abstract class KraftGatewayContract extends KafkaGatewayContract {
  @Test
  void tells_features_and_capabilities_without_being_asked() {
    KafkaState state = gateway.observe(Set.of());

    assertThat(state.features().level(FeatureState.METADATA_VERSION)).isPositive();
    assertThat(state.features().supported())
        .hasEntrySatisfying(
            FeatureState.METADATA_VERSION,
            level ->
                assertThat(level)
                    .isGreaterThanOrEqualTo(state.features().level(FeatureState.METADATA_VERSION)));
    assertThat(state.capabilities())
        .contains(Capability.REASSIGN, Capability.ELECT_LEADERS, Capability.UNREGISTER);
  }

  @Test
  void tells_the_active_controller_with_the_quorum() {
    assertThat(gateway.observe(Set.of(Look.QUORUM)).controllerId())
        .isEqualTo(gateway.observeQuorum().leaderId());
  }

  @Test
  void shows_what_is_free_on_a_brokers_disk() {
    int broker = anyBroker();

    var disk = gateway.disks().orElseThrow().look(List.of(broker)).get(broker);

    assertThat(disk.usableBytes()).isBetween(1L, disk.totalBytes());
  }

  @Test
  void refuses_a_value_that_kafka_refuses_and_says_so() {
    assertThatThrownBy(
            () ->
                gateway
                    .configs()
                    .orElseThrow()
                    .alterDefault(Map.of("log.retention.ms", "soon"), List.of()))
        .isInstanceOf(KatkaException.class)
        .isNotInstanceOf(UnreachableException.class)
        .hasMessageContaining("log.retention.ms");
  }

  @Test
  void raises_no_feature_that_is_there_and_none_that_nobody_knows() {
    FeatureState now = gateway.observe(Set.of()).features();
    int level = now.level(FeatureState.METADATA_VERSION);
    var features = gateway.features().orElseThrow();

    assertThatCode(() -> features.raise(Map.of(FeatureState.METADATA_VERSION, level), false))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> features.raise(Map.of(FeatureState.METADATA_VERSION, 999), true))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("metadata.version");
  }

  @Test
  void passes_over_a_broker_and_a_voter_that_are_not_there() {
    assertThatCode(() -> gateway.registrations().orElseThrow().unregister(9998))
        .doesNotThrowAnyException();
    if (gateway.observe(Set.of()).supports(Capability.DYNAMIC_QUORUM)) {
      assertThatCode(
              () -> gateway.voters().orElseThrow().remove(9998, Uuid.randomUuid().toString()))
          .doesNotThrowAnyException();
    }
  }
}
