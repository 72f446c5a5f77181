package io.katka.bench.workflow;

import io.katka.ApplyResult;
import io.katka.ApplyResult.StepResult;
import io.katka.Katka;
import io.katka.local.LocalPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Which share of a roll's wall time is Katka's own: what is left when the brokers' stop, start and
 * catch-up are taken away.
 */
@Command(
    name = "roll-overhead",
    mixinStandardHelpOptions = true,
    description =
        "Rolls a cluster of local processes and tells the share of time that is overhead.")
public final class RollOverheadCommand implements Callable<Integer> {
  /** Stop, start and catch-up of a broker; everything else counts as overhead. */
  private static final Set<String> BROKERS_OWN =
      Set.of("restart", "await-election", "await-registered", "await-in-sync");

  @Option(names = "--brokers", defaultValue = "5", description = "brokers (${DEFAULT-VALUE})")
  private int brokers;

  @Option(
      names = "--from",
      defaultValue = "4.3.1",
      description = "version before (${DEFAULT-VALUE})")
  private String from;

  @Option(names = "--to", defaultValue = "4.4.0", description = "version after (${DEFAULT-VALUE})")
  private String to;

  /** For picocli. */
  public RollOverheadCommand() {}

  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("katka-bench");
    try (Katka katka =
        Katka.builder().platform(LocalPlatform.builder().directory(home).build()).build()) {
      katka.manage("bench").replicas(brokers).version(from).apply();
      ApplyResult roll = katka.manage("bench").version(to).apply();
      katka.manage("bench").deleteWithVolumes().apply();
      print(roll);
      return 0;
    } finally {
      Trees.delete(home);
    }
  }

  private static void print(ApplyResult roll) {
    System.out.println(roll);
    long own = 0;
    for (StepResult step : roll.steps()) {
      String name = step.step().substring(step.step().lastIndexOf('/') + 1);
      own += BROKERS_OWN.contains(name) ? step.timing().totalMillis() : 0;
    }
    long all = roll.duration().toMillis();
    System.out.printf(
        Locale.ROOT,
        "wall %d ms, of it stop, start and catch-up of brokers %d ms: overhead %.1f %%%n",
        all,
        own,
        100.0 * (all - own) / all);
  }
}
