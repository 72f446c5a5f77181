package io.katka.internal.mover;

import static io.katka.internal.mover.Scene.MIB;
import static io.katka.internal.mover.Scene.partitions;
import static io.katka.internal.mover.Scene.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.katka.error.Blocker;
import io.katka.internal.mover.Transfer.Urgency;
import io.katka.internal.mover.Window.Choice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which moves start, and which wait. */
class WindowTest {
  private static final Budget WIDE = new Budget(100, 100, Long.MAX_VALUE, 100);

  @Nested
  class Budgets {
    @Test
    void bound_the_moves_into_a_target() {
      Scene scene = new Scene();
      for (int leader = 1; leader <= 5; leader++) {
        scene.move(10 * MIB, List.of(leader), List.of(9));
      }

      Choice choice = scene.choose(new Budget(2, 9, Long.MAX_VALUE, 100));

      assertThat(choice.started()).hasSize(2);
      assertThat(choice.waiting()).hasSize(3);
      assertThat(choice.reasons()).isEmpty();
    }

    @Test
    void begin_with_one_move_and_double_every_second() {
      Budget budget = Budget.at(MIB);

      assertThat(budget.after(0).moves()).isEqualTo(1);
      assertThat(budget.after(1_999_999_999L).moves()).isEqualTo(2);
      assertThat(budget.after(2_000_000_000L).moves()).isEqualTo(4);
      assertThat(budget.after(3_000_000_000L)).isEqualTo(budget);
      assertThat(budget.after(Long.MAX_VALUE)).isEqualTo(budget);
      assertThat(budget.after(0).tiny()).isEqualTo(budget.tiny());
    }

    @Test
    void bound_the_moves_out_of_a_leader() {
      Scene scene = new Scene();
      for (int target = 5; target <= 9; target++) {
        scene.move(10 * MIB, List.of(1, 2), List.of(target, 2));
      }

      assertThat(scene.choose(new Budget(2, 9, Long.MAX_VALUE, 100)).started()).hasSize(2);
    }

    @Test
    void count_what_leads_not_what_is_taken_away() {
      Scene scene = new Scene();
      for (int target = 5; target <= 9; target++) {
        scene.move(10 * MIB, List.of(target - 4, 20), List.of(target - 4, target));
      }

      assertThat(scene.choose(new Budget(1, 9, Long.MAX_VALUE, 100)).started()).hasSize(5);
    }

    @Test
    void bound_the_bytes_in_flight_but_let_a_giant_go_alone() {
      Scene scene =
          new Scene()
              .move(70 * MIB, List.of(1), List.of(9))
              .move(30 * MIB, List.of(2), List.of(9))
              .move(900 * MIB, List.of(3), List.of(10))
              .move(20 * MIB, List.of(4), List.of(10));

      Choice choice = scene.choose(new Budget(9, 9, 80 * MIB, 100));

      assertThat(partitions(choice.started())).containsExactlyInAnyOrder(2, 0);
    }

    @Test
    void count_what_is_under_way_with_what_it_has_yet_to_copy() {
      Scene scene =
          new Scene()
              .moving(true, 70 * MIB, List.of(1), List.of(9))
              .move(30 * MIB, List.of(2), List.of(9));
      Budget budget = new Budget(9, 9, 80 * MIB, 100);

      assertThat(scene.choose(budget).started()).isEmpty();
      scene.disk(9, 100 << 20, Map.of(ref(0), 60 * MIB));
      assertThat(scene.choose(budget).started()).hasSize(1);
    }

    @Test
    void let_tiny_partitions_go_in_large_groups_beside_large_ones() {
      Scene scene = new Scene().move(10 * MIB, List.of(1), List.of(9));
      for (int i = 0; i < 40; i++) {
        scene.move(100, List.of(1), List.of(9));
      }

      Choice choice = scene.choose(new Budget(1, 30, 20 * MIB, 100));

      assertThat(choice.started()).hasSize(31);
    }

    @Test
    void never_start_more_than_can_be_noted() {
      Scene scene = new Scene();
      for (int i = 0; i < 40; i++) {
        scene.move(100, List.of(1), List.of(9));
      }

      assertThat(scene.choose(new Budget(9, 100, MIB, 25)).started()).hasSize(25);
    }

    @Test
    void leave_half_the_throttle_to_what_is_written_meanwhile() {
      Scene scene =
          new Scene()
              .move(50 * MIB, List.of(1), List.of(9))
              .move(40 * MIB, List.of(2), List.of(9))
              .move(30 * MIB, List.of(3), List.of(9))
              .throttle(100)
              .written(30, 30, 10);

      assertThat(partitions(scene.choose(WIDE).started())).containsExactly(0, 2);
    }
  }

  @Nested
  class FastPartitions {
    private final Scene drain =
        new Scene().move(90 * MIB, List.of(1, 2, 3), List.of(7, 8, 9)).throttle(100);

    @Test
    void are_copied_to_as_many_brokers_at_once_as_half_the_throttle_carries() {
      assertThat(drain.written(10).choose(WIDE).started()).hasSize(1);
      assertThat(first(10).adding()).containsExactly(7, 8, 9);
      assertThat(first(12).adding()).containsExactly(7, 8);
      assertThat(first(13).adding()).containsExactly(7);
      assertThat(first(30).adding()).containsExactly(7);
      assertThat(drain.written(31).choose(WIDE).reasons())
          .containsExactly(new Blocker.WrittenTooFast("t", 0, 93, 100));
    }

    @Test
    void are_copied_in_steps_that_keep_the_leader_until_the_last() {
      Choice choice = drain.written(20).choose(WIDE);

      Transfer first = choice.started().get(0);
      Transfer rest = choice.waiting().get(0);
      assertThat(first.from()).containsExactly(1, 2, 3);
      assertThat(first.to()).containsExactly(1, 7, 3);
      assertThat(rest.from()).isEqualTo(first.to());
      assertThat(rest.to()).containsExactly(7, 8, 9);
      assertThat(rest.adding()).containsExactly(8, 9);
    }

    @Test
    void stay_spread_over_racks_meanwhile() {
      drain.rack("a", 1, 9).rack("b", 2, 8).rack("c", 3, 7);

      assertThat(first(20).to()).containsExactly(1, 8, 3);
    }

    @Test
    void have_what_is_out_of_sync_replaced_first() {
      Scene scene =
          new Scene().limping(90 * MIB, List.of(1, 2, 3), 3, List.of(7, 8, 9)).throttle(100);

      assertThat(scene.written(30).choose(WIDE).started().get(0).to()).containsExactly(1, 2, 7);
    }

    @Test
    void go_on_once_what_is_under_way_has_ended() {
      Scene scene = new Scene().moving(true, 90 * MIB, List.of(1, 2, 3), List.of(1, 7, 3));
      List<Integer> middle = List.of(1, 7, 3);
      List<Integer> last = List.of(7, 8, 9);
      var rest = new Transfer(ref(0), 0, middle, last, List.of(8, 9), 90 * MIB, Urgency.ORDINARY);

      assertThat(Window.choose(List.of(rest), scene.sight(), WIDE).waiting()).containsExactly(rest);
      Scene late = new Scene().move(90 * MIB, List.of(1, 2, 3), last);
      Sight old = late.sight();
      Sight just =
          new Sight(
              old.table(),
              old.serving(),
              old.racks(),
              old.disks(),
              old.rates(),
              0,
              scene.sight().underWay());
      assertThat(Window.choose(List.of(rest), just, WIDE).waiting()).containsExactly(rest);
    }

    private Transfer first(long written) {
      return drain.written(written).choose(WIDE).started().get(0);
    }
  }

  @Nested
  class Order {
    @Test
    void is_cures_then_drains_then_the_longest() {
      Scene scene =
          new Scene()
              .move(10 * MIB, List.of(1), List.of(9))
              .move(30 * MIB, List.of(1), List.of(9))
              .move(2 * MIB, List.of(1), List.of(9), Urgency.DRAINING)
              .move(3 * MIB, List.of(1), List.of(9), Urgency.CURING);

      assertThat(partitions(scene.choose(WIDE).started())).containsExactly(3, 2, 1, 0);
    }

    @Test
    void gives_the_busiest_broker_its_moves_first() {
      Scene scene =
          new Scene()
              .move(40 * MIB, List.of(1), List.of(8))
              .move(30 * MIB, List.of(2), List.of(9))
              .move(30 * MIB, List.of(3), List.of(9));

      assertThat(partitions(scene.choose(WIDE).started())).containsExactly(1, 2, 0);
    }
  }

  @Nested
  class Obstacles {
    @Test
    void postpone_the_moves_to_a_broker_that_is_lost() {
      Scene scene =
          new Scene()
              .move(10 * MIB, List.of(1), List.of(9))
              .move(20 * MIB, List.of(1), List.of(8))
              .gone(8);

      Choice choice = scene.choose(WIDE);

      assertThat(partitions(choice.started())).containsExactly(0);
      assertThat(partitions(choice.waiting())).containsExactly(1);
      assertThat(choice.reasons())
          .containsExactly(new Blocker.NodeNotReady(8, "not serving", "serving"));
    }

    @Test
    void a_move_that_waits_for_a_lost_broker_keeps_its_leader_free() {
      Scene scene =
          new Scene()
              .moving(true, 10 * MIB, List.of(1), List.of(8))
              .move(20 * MIB, List.of(1), List.of(9))
              .gone(8);

      assertThat(scene.choose(new Budget(1, 1, 10 * MIB, 10)).started()).hasSize(1);
    }

    @Test
    void leave_what_somebody_else_moves_unless_that_can_never_end() {
      List<Integer> stay = List.of(1, 2);
      Scene scene =
          new Scene()
              .moving(MIB, List.of(1, 2), 7, stay)
              .moving(MIB, List.of(1, 2), 8, stay)
              .moving(MIB, List.of(1, 2), 8, List.of(1, 8))
              .gone(8);

      Choice choice = scene.choose(WIDE);

      assertThat(partitions(choice.started())).containsExactly(1);
      assertThat(choice.reasons()).contains(new Blocker.ForeignReassignment("t", 0));
    }

    @Test
    void postpone_what_would_fill_a_disk() {
      Scene scene =
          new Scene()
              .moving(true, 30 * MIB, List.of(1), List.of(9))
              .move(40 * MIB, List.of(1), List.of(9))
              .move(20 * MIB, List.of(1), List.of(9))
              .disk(9, 60 * MIB, Map.of());

      Choice choice = scene.choose(WIDE);

      assertThat(partitions(choice.started())).containsExactly(2);
      assertThat(choice.reasons())
          .containsExactly(new Blocker.DiskWouldFill(9, 60 * MIB, 72 * MIB));
    }

    @Test
    void postpone_what_has_no_leader_to_copy_from() {
      Choice choice = new Scene().leaderless(List.of(1, 2), List.of(1, 9)).choose(WIDE);

      assertThat(choice.started()).isEmpty();
      assertThat(choice.reasons()).containsExactly(new Blocker.Leaderless("t", 0));
    }

    @Test
    void postpone_what_is_written_faster_than_it_can_be_copied() {
      Choice choice =
          new Scene()
              .move(MIB, List.of(1, 2), List.of(8, 9))
              .throttle(100)
              .written(50)
              .choose(WIDE);

      assertThat(choice.reasons()).containsExactly(new Blocker.WrittenTooFast("t", 0, 100, 100));
    }

    @Test
    void leave_alone_what_somebody_else_moves() {
      Scene scene = new Scene().moving(false, MIB, List.of(1), List.of(9));
      var planned =
          new Transfer(ref(0), 0, List.of(9), List.of(3), List.of(3), MIB, Urgency.ORDINARY);

      Choice choice = Window.choose(List.of(planned), scene.sight(), WIDE);

      assertThat(choice.started()).isEmpty();
      assertThat(choice.reasons()).containsExactly(new Blocker.ForeignReassignment("t", 0));
    }

    @Test
    void drop_what_was_planned_from_other_replicas() {
      Scene scene = new Scene().move(MIB, List.of(1, 2), List.of(1, 9));
      var gone = new Transfer(ref(7), 7, List.of(1), List.of(3), List.of(3), MIB, Urgency.ORDINARY);
      var other =
          new Transfer(ref(0), 0, List.of(4, 2), List.of(3, 2), List.of(3), MIB, Urgency.ORDINARY);

      Choice choice = Window.choose(List.of(gone, other), scene.sight(), WIDE);

      assertThat(choice.outdated()).containsExactly(gone, other);
      assertThat(choice.waiting()).isEmpty();
    }
  }
}
