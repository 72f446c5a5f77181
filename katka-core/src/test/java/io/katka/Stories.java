package io.katka;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.event.KatkaEvent.Outcome;
import io.katka.world.World;
import java.util.Map;
import java.util.TreeMap;

/** What stories about workflows begin with. */
abstract class Stories {
  final World world = new World();
  final Katka katka = world.driver();

  /** The release that clusters of these stories run, and the one that they are rolled to. */
  String before() {
    return "4.3.1";
  }

  String after() {
    return "4.4.0";
  }

  /** A request for so many brokers whose metadata other nodes keep, three of them. */
  ClusterRequest dedicated(int brokers) {
    return kafka().replicas(brokers).controllers(3);
  }

  ClusterRequest kafka() {
    return katka.manage("kafka");
  }

  void provision(int brokers, String version) {
    assertThat(kafka().replicas(brokers).version(version).apply().outcome())
        .isEqualTo(Outcome.DONE);
  }

  /** How often each broker was started. */
  Map<Integer, Integer> brokerStarts() {
    var starts = new TreeMap<>(world.starts());
    starts.keySet().removeIf(node -> node > 1000);
    return starts;
  }
}
