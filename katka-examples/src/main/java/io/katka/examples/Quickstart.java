package io.katka.examples;

import io.katka.ApplyResult;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.local.LocalPlatform;
import io.katka.report.ConsoleRenderer;
import io.katka.report.EventLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main job on real brokers on this machine: 3 brokers of one version come up, are filled, grow
 * to 5 with a rebalance under traffic, and are rolled to the next version under traffic. Exits with
 * 1 if an acknowledged record was lost, duplicated or out of order.
 */
public final class Quickstart {
  private static final PrintStream OUT = System.out;

  private Quickstart() {}

  /** Runs it; the first argument is where reports go, {@code target} unless given. */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments.length > 0 ? arguments[0] : "target");
    Files.createDirectories(target);
    List<ApplyResult> results = run(target, "4.3.1", "4.4.0");
    Report.write(target.resolve("report.json"), results);
    boolean clean = results.stream().flatMap(r -> r.proof().stream()).allMatch(p -> p.clean());
    OUT.println(clean ? "Nothing acknowledged was lost." : "ACKNOWLEDGED RECORDS WERE LOST.");
    if (!clean) {
      System.exit(1);
    }
  }

  static List<ApplyResult> run(Path target, String from, String to) throws IOException {
    Path home = Files.createTempDirectory("katka-quickstart");
    try (var events = EventLog.to(target.resolve("events.jsonl"));
        Katka katka =
            Katka.builder()
                .platform(LocalPlatform.builder().directory(home).build())
                .listener(ConsoleRenderer.to(OUT))
                .listener(events)
                .build()) {
      List<ApplyResult> results = new ArrayList<>();
      results.add(step(katka.manage("kafka").replicas(3).version(from)));
      Filling.fill(katka.manage("kafka").status().bootstrapServers());
      results.add(step(katka.manage("kafka").replicas(5).prove(p -> p.rate(500))));
      results.add(step(katka.manage("kafka").version(to).prove(p -> p.rate(500))));
      OUT.println(katka.manage("kafka").status());
      katka.manage("kafka").deleteWithVolumes().apply();
      return results;
    } finally {
      Directories.delete(home);
    }
  }

  private static ApplyResult step(ClusterRequest request) {
    OUT.println(request.plan());
    ApplyResult result = request.apply();
    OUT.println(result);
    return result;
  }
}
