package io.katka.bench.sim;

import io.katka.ApplyResult;
import io.katka.Katka;
import io.katka.sim.SimWorld;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a roll takes in the cluster's own time, one by one and in batches. */
@Command(
    name = "sim-batches",
    mixinStandardHelpOptions = true,
    description = "Rolls a large simulated cluster one by one and in batches.")
public final class SimBatchesCommand implements Callable<Integer> {
  @Option(names = "--brokers", defaultValue = "50", description = "brokers (${DEFAULT-VALUE})")
  private int brokers;

  @Option(names = "--partitions", defaultValue = "600", description = "of 3 replicas each")
  private int partitions;

  /** For picocli. */
  public SimBatchesCommand() {}

  @Override
  public Integer call() {
    Quiet.please();
    for (int most : new int[] {1, 2, 3, 5, 10}) {
      SimWorld world = SimWorld.of(1).maxUnavailable(most);
      Katka katka = world.katka();
      katka.manage("kafka").replicas(brokers).controllers(3).version("4.3.1").apply();
      world.createTopic("orders", partitions, 3);
      int together = most;
      ApplyResult result =
          katka.manage("kafka").version("4.4.0").upgrade(u -> u.maxUnavailable(together)).apply();
      System.out.printf(
          Locale.ROOT,
          "maxUnavailable(%d): %d phases, %.1f virtual minutes, %d violations%n",
          most,
          result.plan().phases().size(),
          result.duration().toMillis() / 60_000.0,
          world.violations().size());
      if (!world.violations().isEmpty()) {
        return 1;
      }
    }
    return 0;
  }
}
