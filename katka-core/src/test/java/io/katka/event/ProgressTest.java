package io.katka.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  @Test
  void of_a_leaf_is_what_it_says() {
    assertThat(leaf(1, 0.25).fraction()).isEqualTo(0.25);
  }

  @Test
  void of_parts_is_their_mean_by_weight() {
    var task = new Progress("task", 1, 0, List.of(leaf(3, 1), leaf(1, 0.5), leaf(6, 0)));

    assertThat(task.fraction()).isEqualTo(0.35, within(1e-12));
  }

  @Test
  void goes_through_the_whole_tree_whatever_scale_a_level_has() {
    var roll = new Progress("roll", 300, 0, List.of(leaf(0.001, 1), leaf(0.001, 0)));
    var run = new Progress("run", 1, 0, List.of(roll, leaf(100, 1)));

    assertThat(run.fraction()).isEqualTo(0.625, within(1e-12));
  }

  @Test
  void does_not_count_what_a_task_with_parts_says_of_itself() {
    assertThat(new Progress("task", 1, 1, List.of(leaf(1, 0))).fraction()).isZero();
  }

  @Test
  void of_parts_that_are_all_done_is_exactly_one() {
    var parts = List.of(leaf(0.1, 1), leaf(0.2, 1), leaf(0.7, 1), leaf(1e9, 1));

    assertThat(new Progress("task", 1, 0, parts).fraction()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1, 0",
    "NaN, 0",
    "Infinity, 0",
    "1, -0.1",
    "1, 1.1",
    "1, NaN",
    "1, Infinity"
  })
  void refuses_weights_and_shares_that_make_no_sense(double weight, double done) {
    assertThatThrownBy(() -> leaf(weight, done))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "progress of part: weight %s must be above 0 and finite, done %s within 0 to 1",
            weight, done);
  }

  @Test
  void keeps_its_parts_when_the_list_changes() {
    var parts = new ArrayList<>(List.of(leaf(1, 1)));
    var task = new Progress("task", 1, 0, parts);
    parts.add(leaf(1, 0));

    assertThat(task.fraction()).isEqualTo(1);
  }

  private static Progress leaf(double weight, double done) {
    return new Progress("part", weight, done, List.of());
  }
}
