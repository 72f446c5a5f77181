package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.state.Capability;
import io.katka.state.FeatureState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  @Test
  void nothing_is_claimed_of_a_cluster_that_has_finalized_nothing() {
    assertThat(Capabilities.of(FeatureState.NONE)).isEmpty();
  }

  @Test
  void a_static_quorum_below_level_30_neither_changes_voters_nor_cordons() {
    assertThat(Capabilities.of(finalized(29, 0)))
        .contains(Capability.REASSIGN, Capability.UNREGISTER)
        .doesNotContain(Capability.CORDON, Capability.DYNAMIC_QUORUM);
  }

  @Test
  void level_30_cordons_and_kraft_version_1_changes_voters() {
    assertThat(Capabilities.of(finalized(30, 1))).containsExactlyInAnyOrder(Capability.values());
  }

  private static FeatureState finalized(int metadata, int kraft) {
    return new FeatureState(
        Map.of(FeatureState.METADATA_VERSION, metadata, FeatureState.KRAFT_VERSION, kraft),
        Map.of());
  }
}
