package io.katka.internal.mover;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.state.PartitionTable;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When moves are held back. */
class GuardTest {
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void pauses_and_halves_when_a_partition_falls_below_its_min_isr() {
    Guard well = Guard.from(table(3, 1), 0);
    Guard troubled = well.look(table(1, 1), 1);

    assertThat(well.isOpen()).isTrue();
    assertThat(troubled.isOpen()).isFalse();
    assertThat(troubled.fresh()).containsExactly(Scene.ref(0));
    assertThat(troubled.look(table(1, 1), 2).divisor()).isEqualTo(2);
    assertThat(troubled.look(table(2, 1), 3).isOpen()).isTrue();
    assertThat(troubled.look(table(2, 1), 3).divisor()).isEqualTo(2);
  }

  @Test
  void pauses_when_a_partition_loses_its_leader() {
    assertThat(Guard.from(table(3, 1), 0).look(table(3, -1), 1).isOpen()).isFalse();
  }

  @Test
  void halves_once_more_with_each_trouble() {
    Guard guard = Guard.from(table(3, 1), 0);
    for (int i = 0; i < 10; i++) {
      guard = guard.look(table(1, 1), 2 * i).look(table(3, 1), 2 * i + 1);
    }
    assertThat(guard.divisor()).isEqualTo(16);
  }

  @Test
  void widens_again_after_a_minute_without_trouble() {
    Guard narrow = Guard.from(table(3, 1), 0).look(table(1, 1), 5).look(table(3, 1), 6);

    assertThat(narrow.look(table(3, 1), MINUTE).divisor()).isEqualTo(2);
    assertThat(narrow.look(table(3, 1), MINUTE + 5).divisor()).isEqualTo(1);
  }

  @Test
  void takes_trouble_that_was_there_before_for_what_moves_may_cure() {
    Guard guard = Guard.from(table(1, 1), 0).look(table(1, 1), 1);

    assertThat(guard.isOpen()).isTrue();
    assertThat(guard.look(table(3, 1), 2).look(table(1, 1), 3).isOpen()).isFalse();
    assertThat(guard.known()).isEqualTo(Set.of(Scene.ref(0)));
  }

  private static PartitionTable table(int inSync, int leader) {
    return PartitionTable.builder()
        .topic("t", 2)
        .row(0, 1, new int[] {1, 2, 3}, leader, (1L << inSync) - 1, 0, 0)
        .build();
  }
}
