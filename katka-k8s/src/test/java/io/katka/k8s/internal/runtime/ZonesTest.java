package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.katka.k8s.Scheduling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which zones brokers may be. */
class ZonesTest {
  private static final String DISK = "disk";

  private static Node machine(Map<String, String> labels) {
    return new NodeBuilder().withNewMetadata().withLabels(labels).endMetadata().build();
  }

  private static Node machine(String zone) {
    return machine(Map.of(Scheduling.ZONE, zone, DISK, "fast"));
  }

  private static Node tainted(String zone, String key, String value, String effect) {
    return new NodeBuilder(machine(zone))
        .withNewSpec()
        .addNewTaint(effect, key, null, value)
        .endSpec()
        .build();
  }

  @Test
  void eachIsNamedOnceAndInOrder() {
    assertThat(
            Zones.of(
                List.of(machine("b"), machine("a"), machine("b"), machine(Map.of())),
                Scheduling.DEFAULT))
        .containsExactly("a", "b");
    assertThat(
            Zones.of(
                List.of(new NodeBuilder().withNewMetadata().endMetadata().build()),
                Scheduling.DEFAULT))
        .isEmpty();
  }

  @Test
  void racksMayBeAnotherLabel() {
    assertThat(
            Zones.of(
                List.of(machine(Map.of("room", "1", Scheduling.ZONE, "a"))),
                Scheduling.DEFAULT.rackLabel("room")))
        .containsExactly("1");
  }

  @Test
  void aZoneWhoseMachinesTakeNoBrokerIsNone() {
    Scheduling fast = Scheduling.DEFAULT.nodeSelector(DISK, "fast");

    assertThat(
            Zones.of(
                List.of(machine("a"), machine(Map.of(Scheduling.ZONE, "b", DISK, "slow"))), fast))
        .containsExactly("a");
    assertThat(
            Zones.of(
                List.of(
                    machine("a"),
                    tainted("b", "node-role", "", "NoSchedule"),
                    tainted("c", "busy", "", "PreferNoSchedule")),
                Scheduling.DEFAULT))
        .containsExactly("a", "c");
  }

  @Test
  void tolerationsOpenZones() {
    List<Node> machines = List.of(tainted("a", "kafka", "yes", "NoSchedule"), machine("b"));

    assertThat(Zones.of(machines, Scheduling.DEFAULT.tolerate("kafka", "yes", "NoSchedule")))
        .containsExactly("a", "b");
    assertThat(Zones.of(machines, Scheduling.DEFAULT.tolerate("", "", ""))).hasSize(2);
    assertThat(Zones.of(machines, Scheduling.DEFAULT.tolerate("kafka", "no", "")))
        .containsExactly("b");
    assertThat(Zones.of(machines, Scheduling.DEFAULT.tolerate("kafka", "", "NoExecute")))
        .containsExactly("b");
    assertThat(Zones.of(machines, Scheduling.DEFAULT.tolerate("other", "", "")))
        .containsExactly("b");
  }
}
