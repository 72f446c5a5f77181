package io.katka.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.Blocker;
import io.katka.event.KatkaEvent;
import io.katka.event.Movement;
import io.katka.plan.Plans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRendererTest {
  private final Screen screen = new Screen(80);

  @Nested
  class LineByLine {
    private final ConsoleRenderer renderer = ConsoleRenderer.lines(screen.out());

    @Test
    void tells_a_whole_run_with_one_line_for_each_step() {
      Script.eventful().events().forEach(renderer);

      assertThat(screen.written())
          .isEqualTo(
              """
              00:00  apply local:/srv/katka/orders: 33 steps, about 2 min 28 s
              00:08  [ 1/33] add brokers 3 and 4/start-brokers  8 s
              00:08  metadata.version stays at 4.3-IV0
              00:39  roll broker 1/restart waits since 31 s: orders-3 is under-replicated: in sync [1, 2], missing [3], and 1 more
              00:44  pauses: broker 2 does not answer
              00:54  goes on
              01:03  roll broker 1/restart failed: exited with code 1, wanted registered
                       | [INFO] starting
                       | [ERROR] ?[31mno such option?[0m
              01:03  putting back what was changed in: roll broker 1
              01:09  [ 2/33] roll broker 1/undo/restart  6 s (1 s of it at the gate)
              01:09  proof: sent 1000, acknowledged 1000, failed 0, lost 0, duplicated 0, out of order 0; longest stall 310 ms, longest leaderless 120 ms (resolution 50 ms), under min ISR 0 times
              01:09  rolled back after 1 min 9 s: broker 1 did not come back on 4.4.0
              """);
    }

    @Test
    void says_that_there_is_nothing_to_do() {
      new Script("run-1")
          .started(Plans.nothing())
          .ended(KatkaEvent.Outcome.DONE, "")
          .events()
          .forEach(renderer);

      assertThat(screen.written())
          .isEqualTo(
              """
              00:00  apply local:/srv/katka/orders: nothing to do
              00:00  done after < 1 s
              """);
    }

    @Test
    void does_not_let_time_go_back_with_the_wall_clock() {
      new Script("run-1")
          .noted("a")
          .after(10)
          .noted("b")
          .after(-5)
          .noted("c")
          .events()
          .forEach(renderer);

      assertThat(screen.written().lines()).containsExactly("00:00  a", "00:10  b", "00:10  c");
    }

    @Test
    void repeats_every_half_minute_that_a_step_waits() {
      var blocker = new Blocker.InProgress("copying", 5);
      var script = new Script("run-1").started();
      for (int i = 0; i < 100; i++) {
        script.after(1).stillWaits("balance/balance", -1, i, blocker);
      }

      script.events().forEach(renderer);

      assertThat(screen.written().lines().filter(line -> line.contains("waits since")))
          .containsExactly(
              "00:31  balance/balance waits since 30 s: copying, remaining 5",
              "01:01  balance/balance waits since 1 min: copying, remaining 5",
              "01:31  balance/balance waits since 1 min 30 s: copying, remaining 5");
    }

    @Test
    void names_the_cluster_while_several_are_at_work() {
      renderer.accept(new Script("run-1").started().events().get(0));
      renderer.accept(new Script("run-2").noted("hello").events().get(0));
      new Script("run-1").ended(KatkaEvent.Outcome.DONE, "").events().forEach(renderer);
      renderer.accept(new Script("run-2").noted("alone").events().get(0));

      assertThat(screen.written().lines())
          .containsExactly(
              "00:00  apply local:/srv/katka/orders: 33 steps, about 2 min 28 s",
              "run run-2  00:00  hello",
              "orders  00:00  done after < 1 s",
              "00:00  alone");
    }
  }

  @Nested
  class OnATerminal {
    private final ConsoleRenderer renderer = ConsoleRenderer.live(screen.out(), 80);

    @Test
    void shows_step_bar_blockers_and_time_below_the_lines_that_stay() {
      var under = new Blocker.UnderReplicated("orders", 3, List.of(1, 2), List.of(3));
      new Script("run-1")
          .started()
          .after(8)
          .finished("add brokers 3 and 4/start-brokers", -1, 0, 1_000, 7_000)
          .progress(0.5)
          .step("roll broker 1/restart", 1)
          .after(20)
          .stillWaits("roll broker 1/restart", 1, 12, under, new Blocker.CannotSee("broker 2"))
          .events()
          .forEach(renderer);

      assertThat(screen.shown())
          .isEqualTo(
              """
              00:00  apply local:/srv/katka/orders: 33 steps, about 2 min 28 s
              00:08  [ 1/33] add brokers 3 and 4/start-brokers  8 s
              [===============               ]  50 %  00:28  1 of 33 steps
                roll broker 1/restart  20 s
                  waits 12 s: orders-3 is under-replicated: in sync [1, 2], missing [3]
                  waits 12 s: cannot see broker 2
              """);
    }

    @Test
    void shows_how_far_replicas_are_copied() {
      var movement = new Movement(9, 4, 90 << 20, 30 << 20, 1 << 20, 90_000, 40_000, 80_000);
      new Script("run-1")
          .started()
          .step("rebalance/balance", -1)
          .moved("rebalance/balance", movement)
          .events()
          .forEach(renderer);

      assertThat(screen.shown())
          .contains("    4 of 9 moves, 30.0 MiB of 90.0 MiB copied, about 1 min 20 s left\n");
      renderer.accept(
          new Script("run-1").finished("rebalance/balance", -1, 0, 0, 1).events().get(0));
      assertThat(screen.shown()).doesNotContain("9 moves");
    }

    @Test
    void leaves_only_the_lines_that_stay_at_the_end() {
      Script.eventful().events().forEach(renderer);
      var lines = new Screen(80);
      Script.eventful().events().forEach(ConsoleRenderer.lines(lines.out()));

      assertThat(screen.shown().lines())
          .containsExactlyElementsOf(
              lines.written().lines().filter(line -> !line.contains("waits since")).toList());
    }

    @Test
    void shows_that_a_run_pauses_until_it_goes_on() {
      new Script("run-1").started().paused("blind").events().forEach(renderer);
      assertThat(screen.shown()).contains("    pauses: blind\n");

      new Script("run-1").resumed().events().forEach(renderer);
      assertThat(screen.shown()).doesNotContain("    pauses: blind\n");
    }

    @Test
    void cuts_what_would_wrap_and_counts_what_it_does_not_list() {
      var blockers =
          List.of(1, 2, 3, 4, 5).stream()
              .map(i -> new Blocker.Custom("gate " + i, "\n\u001b[2J" + "x".repeat(200)))
              .toArray(Blocker[]::new);
      new Script("run-1").step("a/gate", 1).waits("a/gate", 1, blockers).events().forEach(renderer);

      assertThat(screen.wrapped()).isZero();
      assertThat(screen.shown()).contains("gate 3: ??[2Jxxx").doesNotContain("gate 4");
      assertThat(screen.shown()).contains("    and 2 more reasons\n");
    }

    @Test
    void shows_a_bar_for_each_of_several_runs() {
      new Script("run-1").started().progress(1).events().forEach(renderer);
      new Script("run-2").progress(0).events().forEach(renderer);

      assertThat(screen.shown())
          .contains("[==============================] 100 %  00:00  0 of 33 steps  orders\n")
          .contains("[                              ]   0 %  00:00  0 of 0 steps  run run-2\n");
    }

    @Test
    void refuses_a_terminal_too_narrow_for_a_bar() {
      assertThatThrownBy(() -> ConsoleRenderer.live(screen.out(), 39))
          .hasMessage("width is 39, at least 40 is needed");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void survives_events_in_any_order(long seed) {
    List<KatkaEvent> events = new ArrayList<>(Script.eventful().events());
    events.addAll(Script.eventful().events());
    Collections.shuffle(events, new Random(seed));

    events.forEach(ConsoleRenderer.lines(screen.out()));
    events.forEach(ConsoleRenderer.live(screen.out(), 80));

    assertThat(screen.written()).contains("proof: sent 1000").doesNotContain("null");
  }

  @Test
  void shows_nothing_live_where_there_is_no_terminal() {
    Script.eventful().events().forEach(ConsoleRenderer.to(screen.out()));

    assertThat(screen.written()).doesNotContain("\u001b");
  }
}
