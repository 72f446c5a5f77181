package io.katka.examples;

import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.event.KatkaEvent.StepActed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * A program dies in the middle of creating a cluster that shall outlive it. The next one finds what
 * is there, finishes the job with the same line, and a third one finds the cluster running.
 */
public final class AdoptAndResume {
  private AdoptAndResume() {}

  /** Runs it; the first argument is where its clusters are kept meanwhile. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (var home = Home.below(arguments)) {
      run(home.directory(), System.out);
    }
  }

  static void run(Path directory, PrintStream out) throws IOException, InterruptedException {
    out.println("the first program ended with exit code " + runFirstProgram(directory));
    try (Katka second = Home.katka(directory)) {
      out.println(wanted(second).plan());
      out.println(wanted(second).apply());
    }
    try (Katka third = Home.katka(directory)) {
      out.println(third.manage("orders").status());
      third.manage("orders").deleteWithVolumes().apply();
    }
  }

  private static ClusterRequest wanted(Katka katka) {
    return katka.manage("orders").replicas(1).version("4.4.0").detached();
  }

  private static int runFirstProgram(Path directory) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FirstProgram.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Dies without a word while its broker starts, as after {@code kill -9}. */
  static final class FirstProgram {
    private static final int KILLED = 137;

    private FirstProgram() {}

    /** Runs it; the first argument is where clusters are kept. */
    public static void main(String[] arguments) {
      try (Katka katka = Home.katka(Path.of(arguments[0]))) {
        wanted(katka)
            .listener(
                event -> {
                  if (event instanceof StepActed acted && acted.step().endsWith("controllers")) {
                    Runtime.getRuntime().halt(KILLED);
                  }
                })
            .apply();
      }
    }
  }
}
