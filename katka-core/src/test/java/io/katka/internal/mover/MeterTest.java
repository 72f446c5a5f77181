package io.katka.internal.mover;

import static io.katka.internal.mover.Scene.MIB;
import static io.katka.internal.mover.Scene.partitions;
import static io.katka.internal.mover.Scene.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.katka.event.Movement;
import io.katka.state.PartitionTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far moves have come, and which of them a cancelled run lets end. */
class MeterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void bounds_the_time_by_the_broker_that_copies_most() {
    Scene scene =
        new Scene()
            .move(10 * MIB, List.of(1), List.of(8))
            .move(20 * MIB, List.of(1), List.of(9))
            .move(5 * MIB, List.of(2), List.of(9))
            .throttle(MIB);

    assertThat(Makespan.millis(scene.transfers(), scene.sight())).isEqualTo(30_000);
    assertThat(Makespan.millis(scene.transfers(), new Scene().sight())).isZero();
  }

  @Test
  void measures_bytes_and_says_when_all_will_be_there() {
    Scene before = scene();
    Meter meter = Meter.start(before.transfers(), before.sight(), SECOND);
    Scene halfway = scene().disk(8, MIB, Map.of(ref(0), 10 * MIB));

    Movement movement = meter.read(halfway.transfers(), halfway.sight(), 11 * SECOND);

    assertThat(movement)
        .isEqualTo(new Movement(2, 0, 40 * MIB, 10 * MIB, 4 * MIB, 10_000, 10_000, 30_000));
  }

  @Test
  void does_not_promise_more_than_the_throttle_allows() {
    Scene before = scene();
    Meter meter = Meter.start(before.transfers(), before.sight(), 0);
    Scene fast = scene().disk(8, MIB, Map.of(ref(0), 20 * MIB));

    assertThat(meter.read(fast.transfers(), fast.sight(), SECOND).etaMillis()).isEqualTo(5_000);
  }

  @Test
  void counts_what_was_written_since_until_a_copy_is_in_sync() {
    assertThat(behind(-1)).isEqualTo(100 * MIB);
    assertThat(behind(140 * MIB)).isEqualTo(150 * MIB);
    assertThat(behind(140 * MIB, 8)).isEqualTo(140 * MIB);
  }

  /** Two copies of 100 MiB, of which one has 130; the partition has so many by now. */
  private static long behind(long size, Integer... joined) {
    Sight sight =
        new Scene()
            .moving(true, 100 * MIB, List.of(1), List.of(8, 9), joined)
            .disk(8, MIB, Map.of(ref(0), 130 * MIB))
            .sight();
    return sight.bytesBehind(PartitionTable.builder().topic("t", 2).partition(0, size, 1).build());
  }

  @Test
  void lets_what_is_nearly_finished_end_and_takes_the_rest_back() {
    Scene scene =
        new Scene()
            .moving(true, 100 * MIB, List.of(1), List.of(8))
            .moving(true, 100 * MIB, List.of(1), List.of(9))
            .moving(true, 0, List.of(1), List.of(8))
            .moving(true, 100 * MIB, List.of(1), List.of(7))
            .moving(true, 10 * MIB, List.of(1), List.of(10))
            .gone(10)
            .disk(8, MIB, Map.of(ref(0), 89 * MIB))
            .disk(9, MIB, Map.of(ref(1), 90 * MIB))
            .disk(10, MIB, Map.of(ref(4), 10 * MIB));

    Reversal reversal = Reversal.of(scene.sight());

    assertThat(partitions(reversal.ending())).containsExactlyInAnyOrder(1, 2);
    assertThat(partitions(reversal.reverted())).containsExactlyInAnyOrder(0, 3, 4);
  }

  private static Scene scene() {
    return new Scene()
        .moving(true, 20 * MIB, List.of(1), List.of(8))
        .move(20 * MIB, List.of(1), List.of(9))
        .throttle(4 * MIB);
  }
}
