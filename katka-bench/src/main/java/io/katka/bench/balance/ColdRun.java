package io.katka.bench.balance;

import io.katka.bench.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first plan of a fresh JVM of 256 MiB, without the JVM's start and the reading of the input.
 *
 * @param millis its time on the wall
 * @param heapMegabytes the most heap used, the input included
 */
record ColdRun(double millis, long heapMegabytes) {
  private static final Pattern LINE = Pattern.compile("first plan ([0-9.]+) ms.*peak heap (\\d+)");

  /** The median by time of so many fresh JVMs, one after the other. */
  static ColdRun median(Path folder, int times) throws IOException, InterruptedException {
    var runs = new ArrayList<ColdRun>();
    for (int i = 0; i < times; i++) {
      runs.add(of(folder));
    }
    runs.sort(Comparator.comparingDouble(ColdRun::millis));
    return runs.get(times / 2);
  }

  private static ColdRun of(Path folder) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "plan",
                    folder.toString(),
                    folder.resolve("out.csv").toString(),
                    "--repeat",
                    "1"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    Matcher line = LINE.matcher(said);
    if (!line.find()) {
      throw new IOException("the fresh JVM did not plan: " + said);
    }
    return new ColdRun(Double.parseDouble(line.group(1)), Long.parseLong(line.group(2)));
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ColdRun::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
