package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan says of zones. */
class ZonesTest {
  @Test
  void severalAreNamedAsTheyAreToBeGiven() {
    assertThat(Zones.advice(List.of("zone-a", "zone-b")))
        .get()
        .asString()
        .contains("racks are not given")
        .endsWith("racks(\"zone-a\", \"zone-b\")");
  }

  @Test
  void oneOrNoneIsNoMatter() {
    assertThat(Zones.advice(List.of("zone-a"))).isEmpty();
    assertThat(Zones.advice(List.of())).isEmpty();
  }
}
