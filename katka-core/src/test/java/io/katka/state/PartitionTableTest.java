package io.katka.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PartitionTableTest {
  private final PartitionTable table =
      PartitionTable.builder()
          .topic("orders", 2)
          .partition(0, 100, 1, 2, 3)
          .row(1, 200, new int[] {2, 3, 1}, 3, 0b110, 0, 0)
          .topic("empty", 1)
          .topic("audit", 1)
          .row(7, PartitionTable.UNKNOWN_BYTES, new int[] {3}, -1, 0, 0, 0)
          .build();

  @Test
  void of_nothing_is_empty() {
    assertThat(PartitionTable.empty().size()).isZero();
    assertThat(PartitionTable.empty().topicCount()).isZero();
    assertThat(PartitionTable.empty().rowsOn(1)).isEmpty();
    assertThat(PartitionTable.empty().row(new PartitionRef("orders", 0))).isEmpty();
  }

  @Test
  void counts_topics_partitions_and_replicas() {
    assertThat(table).hasToString("PartitionTable[3 topics, 3 partitions, 7 replicas]");
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.topicCount()).isEqualTo(3);
    assertThat(table.replicaCount()).isEqualTo(7);
  }

  @Test
  void has_the_rows_of_a_topic_after_each_other() {
    assertThat(IntStream.rangeClosed(0, 3).map(table::topicFirstRow)).containsExactly(0, 2, 2, 3);
    assertThat(IntStream.range(0, 3).map(table::topicIndex)).containsExactly(0, 0, 2);
    assertThat(table.topicName(1)).isEqualTo("empty");
  }

  @Test
  void finds_a_partition_by_topic_and_number() {
    assertThat(table.row(new PartitionRef("audit", 7))).contains(2);
    assertThat(table.ref(2)).hasToString("audit-7");
    assertThat(table.row(new PartitionRef("audit", 0))).isEmpty();
    assertThat(table.row(new PartitionRef("empty", 0))).isEmpty();
    assertThat(table.row(new PartitionRef("nowhere", 0))).isEmpty();
  }

  @Test
  void tells_what_a_row_holds() {
    assertThat(table.topic(1)).isEqualTo("orders");
    assertThat(table.partition(1)).isEqualTo(1);
    assertThat(table.bytes(1)).isEqualTo(200);
    assertThat(table.bytes(2)).isEqualTo(PartitionTable.UNKNOWN_BYTES);
    assertThat(table.minIsr(1)).isEqualTo(2);
    assertThat(table.leader(1)).isEqualTo(3);
    assertThat(table.leader(2)).isEqualTo(-1);
    assertThat(table.replicationFactor(1)).isEqualTo(3);
    assertThat(table.replicas(1)).containsExactly(2, 3, 1);
    assertThat(table.replicaList(1)).containsExactly(2, 3, 1);
    assertThat(table.replica(1, 2)).isEqualTo(1);
    assertThat(table.positionOf(1, 1)).isEqualTo(2);
    assertThat(table.positionOf(1, 9)).isEqualTo(-1);
  }

  @Test
  void tells_which_rows_a_broker_holds() {
    assertThat(table.rowsOn(3)).containsExactly(0, 1, 2);
    assertThat(table.rowsOn(1)).containsExactly(0, 1);
    assertThat(table.rowsOn(4)).isEmpty();
  }

  @Test
  void gives_copies_that_do_not_change_it() {
    table.replicas(0)[0] = 99;

    assertThat(table.replicas(0)).containsExactly(1, 2, 3);
  }

  @Nested
  class ARowAtRest {
    @Test
    void is_in_sync_and_led_by_its_first_replica() {
      assertThat(table.isr(0)).containsExactly(1, 2, 3);
      assertThat(table.leader(0)).isEqualTo(1);
      assertThat(table.isUnderReplicated(0)).isFalse();
      assertThat(table.isReassigning(0)).isFalse();
      assertThat(table.missing(0)).isEmpty();
      assertThat(table.targetReplicas(0)).containsExactly(1, 2, 3);
    }

    @Test
    void lacking_a_replica_names_it() {
      assertThat(table.isr(1)).containsExactly(3, 1);
      assertThat(table.isrSize(1)).isEqualTo(2);
      assertThat(table.isInSync(1, 0)).isFalse();
      assertThat(table.isInSync(1, 1)).isTrue();
      assertThat(table.isUnderReplicated(1)).isTrue();
      assertThat(table.missing(1)).containsExactly(2);
    }
  }

  @Nested
  class ARowBeingReassigned {
    /** From 1, 2, 3 to 4, 1, 2: replica 4 is being added, 3 removed. */
    private PartitionTable moving(long inSync) {
      return PartitionTable.builder()
          .topic("orders", 2)
          .row(0, 100, new int[] {4, 1, 2, 3}, 1, inSync, 0b0001, 0b1000)
          .build();
    }

    @Test
    void is_not_under_replicated_for_lack_of_what_is_being_added() {
      assertThat(moving(0b1110).isUnderReplicated(0)).isFalse();
      assertThat(moving(0b1110).missing(0)).isEmpty();
    }

    @Test
    void is_under_replicated_for_lack_of_what_stays() {
      assertThat(moving(0b1010).isUnderReplicated(0)).isTrue();
      assertThat(moving(0b1010).missing(0)).containsExactly(2);
    }

    @Test
    void knows_where_it_goes() {
      PartitionTable moving = moving(0b1110);

      assertThat(moving.isReassigning(0)).isTrue();
      assertThat(moving.isAdding(0, 0)).isTrue();
      assertThat(moving.isAdding(0, 1)).isFalse();
      assertThat(moving.isRemoving(0, 3)).isTrue();
      assertThat(moving.targetReplicas(0)).containsExactly(4, 1, 2);
    }
  }

  @Nested
  class TheBounds {
    @Test
    void of_64_replicas_hold() {
      int[] brokers = IntStream.range(0, 64).toArray();
      PartitionTable wide =
          PartitionTable.builder().topic("wide", 1).partition(0, 1, brokers).build();

      assertThat(wide.isrSize(0)).isEqualTo(64);
      assertThat(wide.isInSync(0, 63)).isTrue();
      assertThat(wide.isUnderReplicated(0)).isFalse();
    }

    @Test
    void of_64_replicas_cannot_be_passed() {
      var builder = PartitionTable.builder().topic("wide", 1);

      assertThatThrownBy(() -> builder.partition(5, 1, IntStream.range(0, 65).toArray()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("wide-5 has 65 replicas, at most 64 can be kept");
    }

    @Test
    void of_no_replica_leave_a_row_without_a_leader_and_nothing_missing() {
      PartitionTable none = PartitionTable.builder().topic("none", 1).partition(0, 1).build();

      assertThat(none.leader(0)).isEqualTo(-1);
      assertThat(none.isUnderReplicated(0)).isFalse();
      assertThat(none.isr(0)).isEmpty();
    }

    @Test
    void need_a_topic_before_a_partition() {
      var builder = PartitionTable.builder();

      assertThatThrownBy(() -> builder.partition(0, 1, 1))
          .hasMessage("begin a topic before its partitions");
    }

    @Test
    void grow_with_what_is_added() {
      var builder = PartitionTable.builder();
      for (int t = 0; t < 50; t++) {
        builder.topic("topic-" + t, t);
        for (int p = 0; p < 20; p++) {
          builder.partition(p, t * 20 + p, t, t + 1, t + 2);
        }
      }
      PartitionTable large = builder.build();

      assertThat(large.size()).isEqualTo(1000);
      for (int row = 0; row < large.size(); row++) {
        int t = row / 20;
        assertThat(large.ref(row)).isEqualTo(new PartitionRef("topic-" + t, row % 20));
        assertThat(large.minIsr(row)).isEqualTo(t);
        assertThat(large.bytes(row)).isEqualTo(row);
        assertThat(large.replicaList(row)).isEqualTo(List.of(t, t + 1, t + 2));
        assertThat(large.isUnderReplicated(row)).isFalse();
      }
      assertThat(large.rowsOn(10)).hasSize(60);
    }

    @Test
    void leave_a_table_as_it_is_when_its_builder_goes_on() {
      var builder = PartitionTable.builder().topic("a", 1).partition(0, 1, 1);
      PartitionTable before = builder.build();
      builder.partition(1, 1, 2);

      assertThat(before.size()).isEqualTo(1);
      assertThat(builder.build().size()).isEqualTo(2);
    }
  }
}
