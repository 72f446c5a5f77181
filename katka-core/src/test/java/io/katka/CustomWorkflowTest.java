package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.release.MetadataMode;
import io.katka.step.Step;
import io.katka.step.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What callers and other platforms make of the workflows, over a small world in memory. */
class CustomWorkflowTest extends Stories {
  @Nested
  class Callers {
    @Test
    void putTheirStepsWhereTheyLike() {
      provision(3, "4.3.1");
      List<String> calls = new ArrayList<>();

      kafka()
          .version("4.4.0")
          .before("restart", () -> Step.of("announce", c -> calls.add("before " + c.step().node())))
          .after("restart", () -> Step.of("celebrate", c -> calls.add("after " + c.step().node())))
          .apply();

      assertThat(calls)
          .containsExactly("before 2", "after 2", "before 3", "after 3", "before 1", "after 1");
    }

    @Test
    void areToldTheKnownNamesWhenTheyMistakeOne() {
      assertThatThrownBy(
              () -> kafka().replicas(1).before("reboot", () -> Step.of("x", c -> {})).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("'reboot'")
          .hasMessageContaining("restart");
    }

    @Test
    void cannotRemoveTheSafetyGate() {
      assertThatThrownBy(() -> kafka().replicas(1).without("gate").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("keep data safe");
    }

    @Test
    void holdARollWithAGateOfTheirOwn() {
      provision(3, "4.3.1");
      var open = new boolean[1];
      try (Run run =
          kafka()
              .version("4.4.0")
              .gate(
                  "office hours",
                  c ->
                      open[0]
                          ? StepOutcome.done()
                          : StepOutcome.notYet(
                              new io.katka.error.Blocker.Custom("office hours", "closed")))
              .start()) {
        for (int i = 0; i < 20; i++) {
          run.step().ifPresent(world.time::sleep);
        }
        assertThat(run.blockers().toString()).contains("closed");
        assertThat(world.acts).noneMatch(act -> act.startsWith("restart"));
        open[0] = true;
        assertThat(run.drive().outcome()).isEqualTo(Outcome.DONE);
      }
    }
  }

  @Nested
  class OfZooKeeperShape {
    @Test
    void provisionAndRollInTwoPhasesThroughTheSameEngine() {
      kafka().replicas(3).version("5.0.0").apply();
      assertThat(world.observe(world.ref("kafka")).nodes()).hasSize(6);
      world.kafka().topic("orders", 6, 3);

      kafka().version("5.1.0").apply();
      String first = kafka().plan().plan().target().config().get("inter.broker.protocol.version");
      Map<Integer, Integer> afterBinaries = world.starts();
      kafka().finalizeVersion().apply();
      String second = kafka().plan().plan().target().config().get("inter.broker.protocol.version");

      assertThat(kafka().plan().plan().target().release().metadata())
          .isEqualTo(MetadataMode.ZOOKEEPER);
      assertThat(first).startsWith("2.0");
      assertThat(second).startsWith("2.1");
      for (int broker : Set.of(1, 2, 3)) {
        assertThat(world.starts().get(broker)).isEqualTo(afterBinaries.get(broker) + 1);
      }
    }
  }
}
