package io.katka.internal.mover;

import static io.katka.internal.mover.Scene.MIB;
import static io.katka.internal.mover.Scene.partitions;
import static io.katka.internal.mover.Scene.ref;
import static io.katka.internal.mover.Transfer.Urgency.ORDINARY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which moves begin again, since their leader has more to give than its throttle carries. */
class OverloadTest {
  private static final List<Integer> OLD = List.of(1, 2, 3);

  @Test
  void is_a_move_of_more_copies_than_ever_catch_up_where_fewer_would() {
    assertThat(alone(List.of(7, 8, 9), 19)).hasSize(1);
    assertThat(alone(List.of(7, 8, 9), 18)).isEmpty();
    assertThat(alone(List.of(7, 8, 9), 30)).hasSize(1);
    assertThat(alone(List.of(7, 8, 9), 31)).isEmpty();
    assertThat(alone(List.of(7, 2, 3), 33)).isEmpty();
    assertThat(alone(List.of(7, 2, 3), 40)).isEmpty();
  }

  private static List<Transfer> alone(List<Integer> to, long written) {
    return Overload.of(
        new Scene().moving(true, MIB, OLD, to).written(written).throttle(100).sight());
  }

  @Test
  void is_none_without_a_throttle_or_where_somebody_else_moves() {
    List<Integer> to = List.of(7, 8, 9);
    assertThat(Overload.of(new Scene().moving(true, MIB, OLD, to).written(20).sight())).isEmpty();
    Scene others = new Scene().moving(false, MIB, OLD, to).written(20).throttle(100);
    assertThat(Overload.of(others.sight())).isEmpty();
  }

  @Test
  void of_one_leader_lets_those_go_on_that_fit_and_have_least_to_copy() {
    Scene scene =
        new Scene()
            .moving(true, 5 * MIB, OLD, List.of(7, 2, 3))
            .moving(true, 9 * MIB, OLD, List.of(7, 2, 3))
            .moving(true, 9 * MIB, List.of(2, 1, 3), List.of(7, 1, 3))
            .moving(true, 9 * MIB, OLD, List.of(7, 2, 3))
            .disk(7, MIB, Map.of(ref(3), 8 * MIB))
            .written(12, 12, 33, 18)
            .throttle(100);

    assertThat(partitions(Overload.of(scene.sight()))).containsExactly(1);
  }

  @Test
  void is_no_move_without_which_too_few_are_in_sync() {
    List<Integer> from = List.of(1, 2, 3);
    List<Integer> to = List.of(7, 8, 9);
    Scene well = new Scene().moving(MIB, from, to, 1, 2, 7).written(34).throttle(100);
    Scene limping = new Scene().moving(MIB, from, to, 1, 7).written(34).throttle(100);

    assertThat(Overload.of(well.sight())).hasSize(1);
    assertThat(Overload.of(limping.sight())).isEmpty();
  }

  @Test
  void waits_from_where_it_was_to_where_it_was_to_go_in_the_end() {
    Scene scene = new Scene().moving(true, MIB, OLD, List.of(7, 8, 9)).written(20).throttle(100);
    var planned =
        new Transfer(ref(0), 0, List.of(7, 8, 9), List.of(7, 8, 4), List.of(4), MIB, ORDINARY);

    assertThat(Overload.waiting(Overload.of(scene.sight()), List.of(planned)))
        .containsExactly(
            new Transfer(ref(0), 0, OLD, List.of(7, 8, 4), List.of(7, 8, 4), MIB, ORDINARY));
  }
}
