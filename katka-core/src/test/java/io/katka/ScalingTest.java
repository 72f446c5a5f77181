package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.state.PlatformNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How brokers come and go, over a small world in memory. */
class ScalingTest extends Stories {
  @Nested
  class Scaling {
    @Test
    void outSpreadsReplicasOverTheNewBrokers() {
      provision(3, after());
      world.kafka().topic("orders", 10, 3);

      kafka().replicas(5).apply();

      assertThat(count("orders", 10, 4)).isEqualTo(6);
      assertThat(count("orders", 10, 5)).isEqualTo(6);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void inDrainsAndForgets() {
      provision(5, after());
      world.kafka().topic("orders", 10, 3);

      kafka().replicas(3).apply();

      assertThat(world.kafka().registered()).containsExactly(1, 2, 3);
      assertThat(brokerStarts().keySet()).containsExactly(1, 2, 3);
      assertThat(world.kafka().brokerConfig).isEmpty();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void inIsRefusedBelowTheLargestReplicationFactor() {
      provision(3, after());
      world.kafka().topic("orders", 10, 3);

      assertThatThrownBy(
              () ->
                  kafka()
                      .replicas(2)
                      .config("default.replication.factor", 2)
                      .config("transaction.state.log.replication.factor", 2)
                      .config("share.coordinator.state.topic.replication.factor", 2)
                      .plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("orders")
          .hasMessageContaining("at least 3");
    }

    @Test
    void restoresThrottlesToWhatTheyWere() {
      provision(3, after());
      world.kafka().topic("orders", 10, 3);
      world
          .kafka()
          .brokerConfig
          .put(1, new java.util.TreeMap<>(Map.of("leader.replication.throttled.rate", "77")));

      kafka().replicas(4).balance(b -> b.throttle(1000)).apply();

      assertThat(world.kafka().brokerConfig)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(1, Map.of("leader.replication.throttled.rate", "77")));
      assertThat(world.kafka().topicConfig.values()).allMatch(Map::isEmpty);
    }

    @Test
    void inStartsABrokerOnceMoreThatHasTheLastCopy() {
      provision(4, after());
      world.kafka().topic("orders", 6, 3);
      world.kafka().topic("single", 2, 1);
      world.kafka().lay("single", 4);
      world.stop(4);

      kafka().replicas(3).apply();

      assertThat(world.acts).containsSubsequence("start 4", "stop 4", "remove 4");
      assertThat(world.kafka().replicasOn(4)).isZero();
      assertThat(kafka().health().isHealthy()).isTrue();
    }

    @Test
    void inIsRefusedWhereTheVolumeWithTheLastCopyIsGone() {
      provision(4, after());
      world.kafka().topic("single", 2, 1);
      world.kafka().lay("single", 4);
      world.wipe(4);

      assertThatThrownBy(() -> kafka().replicas(3).apply())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("single-0");

      assertThat(world.acts).doesNotContain("remove 4");
    }

    private long count(String topic, int partitions, int broker) {
      long count = 0;
      for (int p = 0; p < partitions; p++) {
        count += world.kafka().replicas(topic, p).contains(broker) ? 1 : 0;
      }
      return count;
    }
  }

  @Nested
  class Rebalancing {
    @Test
    void spreadsWhatLiesUnevenlyAndThenHasNothingToDo() {
      provision(3, after());
      world.kafka().topic("orders", 10, 1);
      world.kafka().pile("orders", 1);

      kafka().rebalance().apply();

      assertThat(kafka().rebalance().plan().isEmpty()).isTrue();
      assertThat(world.kafka().replicasOn(1)).isBetween(3L, 4L);
      assertThat(world.kafka().replicasOn(2)).isBetween(3L, 4L);
    }

    @Test
    void isGoneOnWithByALaterRunThatWasNotAskedForIt() {
      provision(3, after());
      world.kafka().topic("orders", 10, 1);
      world.kafka().pile("orders", 1);
      Run run = kafka().rebalance().start();
      while (!run.currentStep().endsWith("/balance")) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();

      kafka().apply();

      assertThat(kafka().rebalance().plan().isEmpty()).isTrue();
      assertThat(world.kafka().replicasOn(1)).isBetween(3L, 4L);
    }
  }

  private List<PlatformNode> brokers() {
    return world.observe(world.ref("kafka")).nodes().stream()
        .filter(node -> node.spec().kind().isBroker())
        .toList();
  }

  @Nested
  class Pools {
    @Test
    void standSideBySideAndKeepTheirSettings() {
      kafka()
          .replicas(3)
          .pool("fast", p -> p.replicas(2).config("log.dirs.hint", 4))
          .version(after())
          .apply();

      kafka().pool("fast", p -> p.replicas(1)).apply();

      assertThat(brokers())
          .extracting(
              n ->
                  n.spec().pool()
                      + " "
                      + n.spec().revision().properties().containsKey("log.dirs.hint"))
          .containsExactly("broker false", "broker false", "broker false", "fast true");
    }

    @Test
    void spreadOverRacksInTurn() {
      kafka().replicas(4).racks("a", "b", "c").version(after()).apply();

      assertThat(brokers()).extracting(n -> n.spec().rack()).containsExactly("a", "b", "c", "a");
    }

    @Test
    void refuseWhatIsOnlyThereForTheWholeCluster() {
      assertThatThrownBy(
              () ->
                  kafka().replicas(3).pool("fast", p -> p.config("min.insync.replicas", 1)).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("for the whole cluster only");
      assertThatThrownBy(() -> kafka().replicas(3).config("listeners", "x").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("Katka and the platform decide it");
    }
  }
}
