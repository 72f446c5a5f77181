package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.state.QuorumState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void sets_the_bit_of_each_position_whose_replica_is_a_member() {
    assertThat(Rows.bits(new int[] {7, 3, 5}, List.of(3, 7))).isEqualTo(0b011);
  }

  @Test
  void leaves_out_members_that_are_no_replica() {
    assertThat(Rows.bits(new int[] {7}, List.of(9))).isZero();
  }

  @Test
  void shows_a_move_that_the_controller_has_not_begun_as_brokers_would() {
    var move = Rows.move(List.of(1, 2, 3), List.of(1, 2, 3), List.of(1, 2, 4));

    assertThat(move.replicas()).containsExactly(1, 2, 3, 4);
    assertThat(move.addingReplicas()).containsExactly(4);
    assertThat(move.removingReplicas()).containsExactly(3);
  }

  @Test
  void shows_a_move_under_way_as_waiting_for_what_is_not_in_sync() {
    var move = Rows.move(List.of(1, 2, 4, 3), List.of(1, 2, 3), List.of(1, 2, 4));

    assertThat(move.replicas()).containsExactly(1, 2, 4, 3);
    assertThat(move.addingReplicas()).containsExactly(4);
    assertThat(move.removingReplicas()).containsExactly(3);
  }

  @Test
  void takes_who_is_in_sync_from_an_ensemble_that_knows_better_than_brokers() {
    var node = new Node(1, "localhost", 1);
    var other = new Node(2, "localhost", 2);
    var both = List.of(node, other);
    var topic =
        new TopicDescription(
            "orders",
            false,
            List.of(
                new TopicPartitionInfo(0, node, both, both),
                new TopicPartitionInfo(1, node, both, both)));
    var ensemble =
        ControllerLook.of(
            new QuorumState(1001, 0, List.of(), List.of()),
            Map.of(),
            asked -> Map.of(new PartitionRef("orders", 1), List.of(1)));
    try (Admin nobody = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
      var rows = new Rows(ensemble, new SizesLook(nobody, List.of()));
      rows.look(List.of(topic));
      rows.add(topic, 2);

      PartitionTable table = rows.table();
      assertThat(table.isr(0)).containsExactly(1, 2);
      assertThat(table.isr(1)).containsExactly(1);
    }
  }
}
