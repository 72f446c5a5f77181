package io.katka.bench.workflow;

import io.katka.internal.planner.Identities;
import io.katka.internal.planner.Planner;
import io.katka.plan.Plan;
import io.katka.spec.NodePoolSpec;
import io.katka.state.ObservedCluster;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes to take in a large cluster and to plan a scale-out of it. */
@Command(
    name = "plan-scale",
    mixinStandardHelpOptions = true,
    description = "Takes in a synthetic cluster and plans to add brokers, several times over.")
public final class PlanScaleCommand implements Callable<Integer> {
  @Option(
      names = "--brokers",
      defaultValue = "990",
      description = "brokers there are (${DEFAULT-VALUE})")
  private int brokers;

  @Option(names = "--add", defaultValue = "10", description = "brokers to add (${DEFAULT-VALUE})")
  private int add;

  @Option(
      names = "--partitions",
      defaultValue = "333000",
      description = "partitions of 3 replicas (${DEFAULT-VALUE})")
  private int partitions;

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = "runs, the first one cold (${DEFAULT-VALUE})")
  private int runs;

  /** For picocli. */
  public PlanScaleCommand() {}

  @Override
  public Integer call() {
    System.out.printf(
        Locale.ROOT,
        "%d brokers and %d more, %d partitions, heap of at most %d MiB%n",
        brokers,
        add,
        partitions,
        Runtime.getRuntime().maxMemory() >> 20);
    for (int run = 1; run <= runs; run++) {
      long start = System.nanoTime();
      ObservedCluster observed = new SyntheticCluster(brokers, partitions).observe();
      long seen = System.nanoTime();
      Plan plan = plan(observed);
      long end = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "run %d: take in %d ms, plan %d ms, together %d ms; %d partitions move%n",
          run,
          millis(start, seen),
          millis(seen, end),
          millis(start, end),
          plan.impact().partitions());
    }
    return 0;
  }

  private Plan plan(ObservedCluster observed) {
    var wanted =
        observed
            .platform()
            .foundation()
            .orElseThrow()
            .spec()
            .pool(NodePoolSpec.DEFAULT_NAME, p -> p.replicas(brokers + add));
    return new Planner("memory", Identities::random).apply(wanted, observed, Map.of());
  }

  private static long millis(long from, long to) {
    return (to - from) / 1_000_000;
  }
}
