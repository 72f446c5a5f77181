package io.katka;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.event.KatkaEvent.Outcome;
import io.katka.world.World;

/** What stories about workflows begin with. */
abstract class Stories {
  final World world = new World();
  final Katka katka = world.driver();

  ClusterRequest kafka() {
    return katka.manage("kafka");
  }

  void provision(int brokers, String version) {
    assertThat(kafka().replicas(brokers).version(version).apply().outcome())
        .isEqualTo(Outcome.DONE);
  }
}
