package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.PreconditionException;
import io.katka.error.StepFailedException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How quorum, volumes and configuration are changed and mended, over a small world in memory. */
class RepairTest extends Stories {
  @Nested
  class Controllers {
    @Test
    void growOneVoterAtATime() {
      kafka().replicas(3).controllers(1).version("4.4.0").apply();

      kafka().controllers(3).apply();

      assertThat(world.kafka().voterIds()).containsExactly(1001, 1002, 1003);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void shrinkOneVoterAtATime() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();

      kafka().controllers(1).upgrade(u -> u.allowQuorumLoss()).apply();

      assertThat(world.kafka().voterIds()).hasSize(1);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void replaceOneWhoseLogIsGone() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();
      world.wipe(1002);

      ApplyResult result = kafka().apply();

      assertThat(result.steps())
          .extracting(s -> s.step().replaceFirst(".*/", ""))
          .containsSubsequence("leave-quorum", "replace-volume", "join-quorum");
      assertThat(world.acts).contains("replace 1002");
      assertThat(world.kafka().voterIds()).containsExactly(1001, 1002, 1003);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }
  }

  @Nested
  class TheOnlyVoter {
    @Test
    void isNotWhoOnlyWantsToJoinIt() {
      kafka().replicas(3).controllers(1).version("4.4.0").apply();
      Run run = kafka().controllers(3).start();
      while (!world.starts().containsKey(1002)) {
        run.step().ifPresent(world.time::sleep);
      }
      world.driverDies();
      world.wipe(1002);

      kafka().controllers(3).apply();

      assertThat(world.kafka().voterIds()).containsExactly(1001, 1002, 1003);
    }
  }

  @Nested
  class Data {
    @Test
    void ofABrokerThatIsGoneIsReplacedFromTheOthers() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.wipe(2);

      kafka().apply();

      assertThat(world.acts).contains("replace 2");
      assertThat(kafka().health().problems()).isEmpty();
    }

    @Test
    void isNeverFormattedAwayWhereItMayBeTheLast() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();
      world.kafka().topic("single", 3, 1);
      world.wipe(2);

      assertThatThrownBy(() -> kafka().apply())
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("single-");
      assertThat(world.acts).doesNotContain("replace 2");
    }
  }

  @Nested
  class DataThatBecameTheLast {
    @Test
    void sinceItWasPlannedIsNotFormattedAway() {
      kafka().replicas(4).controllers(3).version("4.4.0").apply();
      world.kafka().topic("pairs", 3, 2);
      world.kafka().lay("pairs", 2, 3);
      world.wipe(2);
      Run run = kafka().start();
      world.stop(3);
      world.kafka().inSyncOnlyOn("pairs", 2);

      assertThatThrownBy(() -> finish(run))
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("pairs-0");

      assertThat(world.acts).doesNotContain("replace 2");
    }

    private void finish(Run run) {
      for (var wait = run.step(); wait.isPresent(); wait = run.step()) {
        world.time.sleep(wait.get());
      }
    }
  }

  @Nested
  class Configuration {
    @Test
    void isSetWithoutARestartWhereKafkaCan() {
      provision(3, "4.4.0");

      kafka().config("log.retention.ms", 1000).apply();

      assertThat(world.kafka().defaultConfig).containsEntry("log.retention.ms", "1000");
      assertThat(world.starts().values()).containsOnly(1);
      kafka().withoutConfig("log.retention.ms").apply();
      assertThat(world.kafka().defaultConfig).doesNotContainKey("log.retention.ms");
    }

    @Test
    void isRolledOutWhereItNeedsARestart() {
      provision(3, "4.4.0");

      kafka().config("num.partitions", 6).apply();

      assertThat(world.starts().values()).containsOnly(2);
      assertThat(kafka().plan().isEmpty()).isTrue();
    }
  }

  @Nested
  class Nodes {
    @Test
    void bringsUpAllThatWentDownTogether() {
      kafka().replicas(4).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.crash(2);
      world.crash(3);
      world.crash(1003);

      kafka().apply();

      assertThat(kafka().health().isHealthy()).isTrue();
      assertThat(kafka().plan().isEmpty()).isTrue();
    }

    @Test
    void bringsUpBrokersThatAllFailedWhileTheControllersRan() {
      kafka().replicas(3).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.crash(1);
      world.crash(2);
      world.crash(3);

      kafka().apply();

      assertThat(kafka().health().isHealthy()).isTrue();
      assertThat(world.starts()).containsEntry(1, 2).containsEntry(1001, 1);
    }

    @Test
    void bringsUpBrokersThatVoteWhileOneThatDoesNotHasFailed() {
      kafka().replicas(4).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      for (int id = 1; id <= 4; id++) {
        world.crash(id);
      }

      kafka().apply();

      assertThat(kafka().health().isHealthy()).isTrue();
      assertThat(world.starts().values()).containsOnly(2);
    }

    @Test
    void areWaitedForAsLongAsTheyCatchUp() {
      kafka().replicas(4).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.kafka().load("orders", 1L << 30, 0, 900_000);
      world.crash(2);

      kafka().apply();

      assertThat(kafka().health().isHealthy()).isTrue();
    }

    @Test
    void replacesAllWhoseDataIsGone() {
      kafka().replicas(4).controllers(3).version("4.4.0").apply();
      world.kafka().topic("orders", 6, 3);
      world.wipe(1002);
      world.wipe(2);

      kafka().apply();

      assertThat(world.acts).contains("replace 1002", "replace 2");
      assertThat(kafka().health().isHealthy()).isTrue();
    }
  }
}
