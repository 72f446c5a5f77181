package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
