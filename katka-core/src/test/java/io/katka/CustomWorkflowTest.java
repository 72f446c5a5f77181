package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.step.Step;
import io.katka.step.StepOutcome;
import java.util.ArrayList;
import java.util.List;
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
}
