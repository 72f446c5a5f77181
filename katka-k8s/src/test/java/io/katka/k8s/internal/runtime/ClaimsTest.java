package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Claims of volumes that may have grown since they were recorded. */
class ClaimsTest {
  @Test
  void aVolumeThatHasGrownIsNotAskedToShrink() {
    PersistentVolumeClaim claim = Claims.noSmaller(claim("1Gi"), Optional.of(claim("2Gi")));

    assertThat(Claims.requestedBytes(claim)).isEqualTo(2L << 30);
  }

  @Test
  void aVolumeMayGrow() {
    PersistentVolumeClaim claim = Claims.noSmaller(claim("3Gi"), Optional.of(claim("2Gi")));

    assertThat(Claims.requestedBytes(claim)).isEqualTo(3L << 30);
  }

  @Test
  void aNewVolumeIsAsLargeAsItIsWanted() {
    assertThat(Claims.requestedBytes(Claims.noSmaller(claim("1Gi"), Optional.empty())))
        .isEqualTo(1L << 30);
  }

  private static PersistentVolumeClaim claim(String size) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("data-kafka-broker-1-0")
        .endMetadata()
        .withNewSpec()
        .withNewResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec()
        .build();
  }
}
