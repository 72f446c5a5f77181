package io.katka.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ApplyResult;
import io.katka.Katka;
import io.katka.event.KatkaEvent.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples on real brokers, on as few as will do. */
class ExamplesIT {
  @TempDir static Path directory;
  private static Katka katka;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @BeforeAll
  static void open() {
    katka = Home.katka(directory);
  }

  @AfterAll
  static void leaveNothingBehind() {
    katka.close();
    assertThat(Processes.of(directory)).isEmpty();
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void previewOnlyTouchesNothing() {
    PreviewOnly.run(katka, out);

    assertThat(printed()).contains("start-controllers", "\"phases\"", "log.retention.hours");
    assertThat(directory.resolve("payments")).doesNotExist();
  }

  @Test
  void aCancelledRunGoesOn() {
    ApplyResult result = AsyncWithEvents.run(katka, out);

    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    assertThat(printed())
        .containsSubsequence("Cancelled after", "goes on from there", "await-registered", "100 %");
    assertThat(katka.manage("clicks").health().isHealthy()).isTrue();
    katka.manage("clicks").deleteWithVolumes().apply();
  }

  @Test
  void callersStepsRunWhereTheyWerePut() {
    ApplyResult result = CustomStep.run(katka, out);

    assertThat(result.steps())
        .extracting(ApplyResult.StepResult::step)
        .containsSubsequence(
            "roll broker 1/announce",
            "roll broker 1/restart",
            "roll broker 1/await-in-sync",
            "roll broker 1/smoke-test");
    assertThat(printed())
        .containsSubsequence(
            "node 1 restarts", "smoke has 1 records", "leaders stay where they are");
  }

  @Test
  void theRollWaitsWhilePrometheusSaysSoOrCannotTell() throws IOException {
    try (var prometheus = new FakePrometheus()) {
      prometheus.values("0.7");
      var watched =
          new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
              ExamplesIT.this.out.println(line);
              if (line.contains("is above 0.25")) {
                prometheus.answers(503, "starting");
              } else if (line.contains("cannot see what gate 'sla' looks at")) {
                prometheus.values("0.1");
              }
            }
          };

      ApplyResult result = SlaPausesRoll.run(katka, prometheus.address(), watched);

      assertThat(result.outcome()).isEqualTo(Outcome.DONE);
      assertThat(printed())
          .containsSubsequence("/gate waits: Prometheus", "answered 503: starting");
    }
  }

  @Test
  void whatACrashLeftIsAdoptedAndFinished(@TempDir Path own) throws Exception {
    AdoptAndResume.run(own, out);

    assertThat(printed())
        .containsSubsequence("ended with exit code 137", "await-registered", "DONE", "healthy");
    assertThat(Processes.of(own)).isEmpty();
  }

  @Test
  void twoClustersComeUpAtOnce() {
    TwoClusters.run(katka, out);

    assertThat(printed()).containsSubsequence("east", "DONE", "west", "DONE", "healthy", "healthy");
    katka.manage("east").deleteWithVolumes().apply();
    katka.manage("west").deleteWithVolumes().apply();
  }
}
