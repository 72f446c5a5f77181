package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.junit.KatkaCluster;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** The annotation on a field and on a parameter, as itself and as the program's own. */
class PlacesIT {
  @ThreeBrokers KatkaTestCluster field;

  @KatkaCluster(brokers = 3)
  Topic orders;

  @Test
  void whateverAsksForTheSameGetsTheSame(
      @KatkaCluster(brokers = 3) KatkaTestCluster same, @ThreeBrokers Admin admin)
      throws Exception {
    assertThat(same.bootstrapServers()).isEqualTo(field.bootstrapServers());
    assertThat(admin.listTopics().names().get()).contains(orders.name());
  }

  @Test
  void aParametersOwnWishComesFirst(@KatkaCluster KatkaTestCluster alone) {
    assertThat(alone.brokers()).containsExactly(1);
    assertThat(field.brokers()).hasSize(3);
  }

  @Test
  void theClassNeedsNoAnnotationWhereItsFieldsAgree(KatkaTestCluster ofTheFields) {
    assertThat(ofTheFields.bootstrapServers()).isEqualTo(field.bootstrapServers());
  }
}
