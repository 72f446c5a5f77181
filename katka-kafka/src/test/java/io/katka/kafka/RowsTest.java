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
}
