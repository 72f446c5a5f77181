package io.katka.examples;

import io.katka.Katka;
import io.katka.PreparedPlan;
import java.io.IOException;
import java.io.PrintStream;

/** Shows what would be done, as a table and as JSON. Nothing is touched. */
public final class PreviewOnly {
  private PreviewOnly() {}

  /** Runs it; the first argument is where clusters would be kept. */
  public static void main(String[] arguments) throws IOException {
    try (var home = Home.below(arguments);
        Katka katka = home.katka()) {
      run(katka, System.out);
    }
  }

  static void run(Katka katka, PrintStream out) {
    PreparedPlan plan =
        katka
            .manage("payments")
            .replicas(3)
            .version("4.4.0")
            .config("log.retention.hours", 24)
            .plan();
    out.println(plan);
    out.println(plan.toJson());
  }
}
