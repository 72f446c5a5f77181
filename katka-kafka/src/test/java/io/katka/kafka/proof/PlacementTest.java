package io.katka.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void a_new_topic_has_a_partition_led_by_every_broker() {
    Placement placement = Placement.over(Set.of(1, 2, 3, 4), Map.of());

    assertThat(placement.moved()).isEmpty();
    assertThat(placement.created())
        .containsExactly(List.of(1, 2, 3), List.of(2, 3, 4), List.of(3, 4, 1), List.of(4, 1, 2));
  }

  @Test
  void a_broker_that_comes_gets_a_new_partition_and_nothing_moves() {
    Placement placement =
        Placement.over(
            Set.of(1, 2, 3, 4),
            Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2)));

    assertThat(placement.moved()).isEmpty();
    assertThat(placement.created()).containsExactly(List.of(4, 1, 2));
  }

  @Test
  void a_broker_that_goes_keeps_neither_replica_nor_leadership() {
    Placement placement =
        Placement.over(
            Set.of(1, 2, 3),
            Map.of(
                0,
                List.of(1, 2, 4),
                1,
                List.of(2, 3, 1),
                2,
                List.of(3, 1, 2),
                3,
                List.of(4, 1, 2)));

    assertThat(placement.created()).isEmpty();
    assertThat(placement.moved())
        .containsExactlyInAnyOrderEntriesOf(Map.of(0, List.of(1, 2, 3), 3, List.of(1, 2, 3)));
  }

  @Test
  void a_partition_without_its_leader_goes_to_the_broker_that_leads_none() {
    Placement placement =
        Placement.over(
            Set.of(1, 2, 5), Map.of(0, List.of(1, 2, 4), 1, List.of(2, 4, 1), 2, List.of(4, 1, 2)));

    assertThat(placement.created()).isEmpty();
    assertThat(placement.moved()).containsEntry(2, List.of(5, 1, 2));
  }

  @Test
  void the_replication_factor_grows_and_shrinks_with_the_brokers() {
    assertThat(Placement.over(Set.of(1, 2, 3), Map.of(0, List.of(1))).moved())
        .containsEntry(0, List.of(1, 2, 3));
    assertThat(Placement.over(Set.of(1), Map.of(0, List.of(2, 1, 3))).moved())
        .containsEntry(0, List.of(1));
    assertThat(Placement.minIsr(3)).isEqualTo(2);
    assertThat(Placement.minIsr(2)).isEqualTo(1);
  }
}
