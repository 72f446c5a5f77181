package io.katka.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.kafka.proof.Sightings.Moment;
import io.katka.kafka.proof.Sightings.Seen;
import io.katka.state.PartitionRef;
import io.katka.state.Proof;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private final Sightings sightings = new Sightings();

  @Test
  void a_partition_is_leaderless_from_the_first_look_that_shows_it_to_the_first_that_does_not() {
    saw(100, true, 2);
    saw(200, false, 2);
    saw(300, false, 2);
    saw(450, true, 2);
    saw(500, false, 2);
    saw(520, true, 2);

    assertThat(sightings.longestLeaderlessMillis()).isEqualTo(250);
    assertThat(sightings.underMinIsr()).isEmpty();
  }

  @Test
  void each_time_below_min_isr_is_an_interval() {
    saw(100, true, 1);
    saw(150, true, 2);
    saw(200, true, 1);
    sightings.end(at(260));

    assertThat(sightings.underMinIsr())
        .containsExactly(
            new Proof.Interval(new PartitionRef("t", 0), 1_100, 50),
            new Proof.Interval(new PartitionRef("t", 0), 1_200, 60));
  }

  @Test
  void the_resolution_is_the_longest_time_between_two_looks_at_the_same_topic() {
    saw(100, true, 2);
    sightings.saw(at(190), "other", 1, List.of());
    saw(200, true, 2);
    saw(500, true, 2);
    sightings.saw(at(510), "other", 1, List.of());
    sightings.end(at(520));

    assertThat(sightings.resolutionMillis()).isEqualTo(320);
  }

  @Test
  void a_topic_that_goes_ends_its_intervals_and_counts_no_more() {
    saw(100, false, 1);
    sightings.gone(at(150), "t");
    saw(200, false, 1);
    sightings.retain(at(280), Set.of("other"));
    sightings.end(at(9_000));

    assertThat(sightings.longestLeaderlessMillis()).isEqualTo(80);
    assertThat(sightings.underMinIsr()).hasSize(2);
    assertThat(sightings.resolutionMillis()).isZero();
  }

  private void saw(long millis, boolean hasLeader, int isr) {
    sightings.saw(at(millis), "t", 2, List.of(new Seen(0, hasLeader, isr)));
  }

  private static Moment at(long millis) {
    return new Moment(millis * 1_000_000, 1_000 + millis);
  }
}
