package io.katka.examples;

import io.katka.ApplyResult;
import io.katka.Katka;
import io.katka.event.KatkaEvent.Noted;
import io.katka.step.Step;
import io.katka.workflow.StepNames;
import java.io.IOException;
import java.io.PrintStream;

/** A caller's steps among the standard ones: before, after, and in place of them. */
public final class CustomStep {
  private CustomStep() {}

  /** Runs it; the first argument is where its clusters are kept meanwhile. */
  public static void main(String[] arguments) throws IOException {
    try (var home = Home.below(arguments);
        Katka katka = home.katka()) {
      run(katka, System.out);
    }
  }

  static ApplyResult run(Katka katka, PrintStream out) {
    katka.manage("orders").replicas(1).version("4.4.0").apply();
    return katka
        .manage("orders")
        .config("queued.max.requests", 400)
        .upgrade(u -> u.allowUnavailable("*").allowQuorumLoss())
        .before(
            StepNames.RESTART,
            () -> Step.of("announce", c -> c.tell("node " + c.step().node() + " restarts")))
        .after(StepNames.AWAIT_IN_SYNC, () -> new SmokeTest("smoke"))
        .replace(
            StepNames.RESTORE_LEADERS,
            () -> Step.of("leave-leaders", c -> c.tell("leaders stay where they are")))
        .listener(
            event -> {
              if (event instanceof Noted noted) {
                out.println(noted.text());
              }
            })
        .apply();
  }
}
