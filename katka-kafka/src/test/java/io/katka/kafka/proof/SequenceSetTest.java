package io.katka.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceSetTest {
  private final SequenceSet set = new SequenceSet();

  @Test
  void a_million_numbers_in_a_row_cost_as_much_as_one() {
    for (long i = 0; i < 1_000_000; i++) {
      set.add(i);
    }

    assertThat(set.size()).isEqualTo(1_000_000);
    assertThat(set.ranges()).isEqualTo(1);
  }

  @Test
  void numbers_in_any_order_close_up() {
    var numbers = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    Collections.shuffle(numbers, new Random(7));
    numbers.forEach(number -> set.add(number));

    assertThat(set.ranges()).isEqualTo(1);
    assertThat(numbers).noneMatch(number -> set.add(number));
  }

  @Test
  void counts_what_is_missing_elsewhere_as_plain_sets_do() {
    var random = new Random(11);
    var other = new SequenceSet();
    var mine = new HashSet<Long>();
    var theirs = new HashSet<Long>();
    for (int i = 0; i < 2_000; i++) {
      long a = random.nextInt(1_500);
      long b = random.nextInt(1_500);
      assertThat(set.add(a)).isEqualTo(mine.add(a));
      assertThat(other.add(b)).isEqualTo(theirs.add(b));
    }
    mine.removeAll(theirs);

    assertThat(set.missingIn(other)).isEqualTo(mine.size());
    assertThat(set.missingIn(set)).isZero();
  }
}
