package io.katka.internal.mover;

import static io.katka.internal.mover.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How fast replicas are copied, and which of them are held to that. */
class ThrottleTest {
  @Nested
  class Lists {
    @Test
    void hold_the_added_replicas_as_followers_and_all_current_ones_as_leaders() {
      Scene scene =
          new Scene()
              .moving(true, MIB, List.of(1, 2, 3), List.of(9, 2, 3))
              .move(MIB, List.of(2, 3), List.of(2, 9));

      assertThat(lists(scene, Map.of()))
          .isEqualTo(
              Map.of(
                  "t",
                  Map.of(
                      ThrottleLists.LEADERS, "0:1,0:2,0:3,1:2,1:3",
                      ThrottleLists.FOLLOWERS, "0:9,1:9")));
    }

    @Test
    void keep_what_was_there_before() {
      Scene scene = new Scene().move(MIB, List.of(2), List.of(9));
      var before =
          Map.of(
              "t", Map.of(ThrottleLists.LEADERS, "*", ThrottleLists.FOLLOWERS, "7:7"),
              "other", Map.of(ThrottleLists.LEADERS, "1:1"));

      assertThat(lists(scene, before))
          .isEqualTo(
              Map.of("t", Map.of(ThrottleLists.LEADERS, "*", ThrottleLists.FOLLOWERS, "7:7,0:9")));
    }

    @Test
    void leave_out_what_is_empty() {
      assertThat(lists(new Scene().move(0, List.of(2), List.of(9)), Map.of())).isEmpty();
    }

    private Map<String, Map<String, String>> lists(
        Scene scene, Map<String, Map<String, String>> before) {
      var moving = new java.util.ArrayList<>(scene.sight().underWay().values());
      moving.addAll(scene.transfers());
      return ThrottleLists.of(moving, scene.table(), before);
    }
  }

  @Nested
  class Rate {
    private final Scene scene =
        new Scene()
            .move(MIB, List.of(1, 2), List.of(8, 9))
            .move(MIB, List.of(3), List.of(9))
            .written(40 * MIB, 50 * MIB);

    @Test
    void is_refused_where_copies_would_never_catch_up_or_hardly() {
      assertThat(rate(88 * MIB, scene.rates()).refusal())
          .contains("t-0 is written at " + 40 * MIB)
          .contains("1 replicas in sync")
          .contains("Set a throttle above " + 88 * MIB);
      assertThat(rate(89 * MIB, scene.rates()).refusal()).isEmpty();
    }

    @Test
    void is_by_default_twice_what_is_written_to_the_busiest_broker_but_no_less_than_the_least() {
      assertThat(rate(BalancePolicy.DEFAULT_THROTTLE, scene.rates()).bytesPerSecond())
          .isEqualTo(180 * MIB);
      assertThat(rate(BalancePolicy.DEFAULT_THROTTLE, WriteRates.unknown()).bytesPerSecond())
          .isEqualTo(BalancePolicy.LEAST_DEFAULT_THROTTLE);
    }

    @Test
    void is_told_with_what_is_not_known() {
      assertThat(rate(MIB, WriteRates.unknown()).remark())
          .contains("1.0 MiB/s")
          .contains("how fast 2 of the partitions are written is not known");
      assertThat(rate(100 * MIB, scene.rates()).remark()).doesNotContain("not known");
    }

    @Test
    void may_be_none() {
      ThrottleRate none = rate(0, scene.rates());
      assertThat(none.bytesPerSecond()).isZero();
      assertThat(none.refusal()).isEmpty();
    }

    private ThrottleRate rate(long asked, WriteRates rates) {
      return ThrottleRate.of(
          BalancePolicy.DEFAULT.throttle(asked), scene.transfers(), scene.table(), rates);
    }
  }

  @Nested
  class Writes {
    @Test
    void are_what_partitions_grew_by() {
      WriteRates rates = WriteRates.between(table(100, -1, 900), table(300, 5, 100), 500_000_000);

      assertThat(rates.of(Scene.ref(0))).isEqualTo(400);
      assertThat(rates.knows(Scene.ref(1))).isFalse();
      assertThat(rates.knows(Scene.ref(2))).isTrue();
      assertThat(rates.of(Scene.ref(2))).isZero();
      assertThat(rates.busiestBroker()).isEqualTo(400);
    }

    private PartitionTable table(long... bytes) {
      PartitionTable.Builder builder = PartitionTable.builder().topic("t", 1);
      for (int p = 0; p < bytes.length; p++) {
        builder.partition(p, bytes[p], 1, 2);
      }
      return builder.build();
    }
  }
}
