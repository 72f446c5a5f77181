package io.katka;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.event.KatkaEvent.Outcome;
import io.katka.internal.gate.Sharing;
import io.katka.plan.Phase;
import io.katka.state.PartitionTable;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How brokers that share no partition are rolled together, over a small world in memory. */
class BatchesTest extends Stories {
  private List<String> rolls(int most) {
    return kafka()
        .version("4.4.0")
        .upgrade(u -> u.maxUnavailable(most))
        .plan()
        .plan()
        .phases()
        .stream()
        .map(Phase::name)
        .filter(name -> name.startsWith("roll broker"))
        .toList();
  }

  private void provisionWithControllers(int brokers) {
    kafka()
        .replicas(brokers)
        .controllers(3)
        .version("4.3.1")
        .config("min.insync.replicas", 1)
        .apply();
  }

  @Nested
  class Planned {
    @Test
    void takeTheFirstBrokerAloneAndThenThoseThatShareNothing() {
      provisionWithControllers(7);
      world.kafka().topic("orders", 7, 2);

      assertThat(rolls(3))
          .containsExactly("roll broker 1", "roll brokers [2, 4, 6]", "roll brokers [3, 5, 7]");
    }

    @Test
    void areNoLargerThanAllowed() {
      provisionWithControllers(7);
      world.kafka().topic("orders", 7, 2);

      assertThat(rolls(2)).contains("roll brokers [2, 4]", "roll brokers [3, 5]");
    }

    @Test
    void leaveEveryBrokerAloneWhereAllShare() {
      provisionWithControllers(3);
      world.kafka().topic("orders", 6, 3);

      assertThat(rolls(3)).containsExactly("roll broker 1", "roll broker 2", "roll broker 3");
    }

    @Test
    void leaveControllersAlone() {
      provision(6, "4.3.1");

      assertThat(rolls(6)).contains("roll broker 1", "roll broker 2", "roll broker 3");
    }
  }

  @Nested
  class CarriedOut {
    @Test
    void restartEachBrokerOnceAndNoMoreThanAllowedTogether() {
      provisionWithControllers(7);
      world.kafka().topic("orders", 7, 2);
      world.maxDown = 0;

      ApplyResult result = kafka().version("4.4.0").upgrade(u -> u.maxUnavailable(3)).apply();

      assertThat(result.outcome()).isEqualTo(Outcome.DONE);
      assertThat(world.starts().values()).containsOnly(2);
      assertThat(world.maxDown).isEqualTo(3);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }
  }

  @Nested
  class Neighbours {
    @Test
    void areBrokersWithAReplicaOfTheSamePartition() {
      PartitionTable table =
          PartitionTable.builder()
              .topic("t", 1)
              .partition(0, 1, 1, 2)
              .partition(1, 1, 2, 3)
              .build();
      Sharing sharing = Sharing.of(table);

      assertThat(sharing.share(1, 2)).isTrue();
      assertThat(sharing.share(1, 3)).isFalse();
      assertThat(sharing.share(1, 9)).isFalse();
      assertThat(sharing.apart(List.of(1, 2, 3))).containsExactly(1, 3);
    }
  }
}
