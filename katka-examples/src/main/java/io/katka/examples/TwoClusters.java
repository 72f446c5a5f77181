package io.katka.examples;

import io.katka.Katka;
import io.katka.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Two clusters in one program, brought up at the same time. */
public final class TwoClusters {
  private TwoClusters() {}

  /** Runs it; the first argument is where its clusters are kept meanwhile. */
  public static void main(String[] arguments) throws IOException {
    try (var home = Home.below(arguments);
        Katka katka = home.katka()) {
      run(katka, System.out);
    }
  }

  static void run(Katka katka, PrintStream out) {
    List<Run> runs =
        Stream.of("east", "west")
            .map(name -> katka.manage(name).replicas(1).version("4.4.0").applyAsync())
            .toList();
    runs.forEach(run -> out.println(run.await(Duration.ofMinutes(5))));
    out.println(katka.manage("east").status());
    out.println(katka.manage("west").status());
  }
}
