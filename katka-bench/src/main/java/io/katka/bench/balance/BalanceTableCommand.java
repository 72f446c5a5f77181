package io.katka.bench.balance;

import io.katka.balance.BalanceInput;
import io.katka.balance.BalancePlan;
import io.katka.balance.Balancer;
import io.katka.spec.BalancePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plans a set of instances with Katka and with Kafka's own placement, and prints one table. */
@Command(
    name = "balance-table",
    mixinStandardHelpOptions = true,
    description =
        "Plans generated instances with Katka and with Kafka's own placement, side by side.")
public final class BalanceTableCommand implements Callable<Integer> {
  private static final int SMALL_RUNS = 1000;
  private static final int MEDIUM_RUNS = 100;
  private static final int LARGE_RUNS = 5;

  /** Fresh JVMs, except for large instances, of which one is enough. */
  private static final int COLD_RUNS = 5;

  @Option(names = "--all", description = "All starts and operations; takes many minutes.")
  private boolean all;

  @Option(
      names = "--sizes",
      split = ",",
      description = "Of small, medium, large (${DEFAULT-VALUE}).")
  private List<String> sizes = List.of("small", "medium", "large");

  @Option(names = "--seed", description = "(${DEFAULT-VALUE})")
  private long seed = 1;

  /** For picocli. */
  public BalanceTableCommand() {}

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "%-34s %-7s %9s %9s %9s %7s %7s %7s %7s %7s %6s %6s %8s %6s%n",
        "instance",
        "planner",
        "cold ms",
        "warm ms",
        "warm CPU",
        "heap MB",
        "e",
        "bytes/b",
        "moves",
        "/ M*",
        "counts",
        "leads",
        "max/mean",
        "racks");
    for (Shape shape : Shapes.of(sizes, all, seed)) {
      run(shape);
    }
    return 0;
  }

  private void run(Shape shape) throws IOException, InterruptedException {
    BalanceInput input = Generator.generate(shape);
    double tolerance = Tolerance.of(input.brokers().size());
    var balancer = Balancer.create().policy(BalancePolicy.DEFAULT.byteTolerance(tolerance));
    var stopwatch = new Stopwatch();
    BalancePlan plan = stopwatch.time(() -> balancer.plan(input));
    for (int i = runs(shape); i > 0; i--) {
      stopwatch.time(() -> balancer.plan(input));
    }
    Path folder = Files.createTempDirectory("katka-bench");
    ColdRun cold;
    try {
      CsvOutput.write(input, folder);
      cold = ColdRun.median(folder, runs(shape) == LARGE_RUNS ? 1 : COLD_RUNS);
    } finally {
      ColdRun.delete(folder);
    }
    Score score = Score.of(input, Outcome.apply(input.table(), plan));
    System.out.printf(
        Locale.ROOT,
        "%-34s %-7s %9.1f %9.2f %9.2f %7d %7.4f %7.4f %7d %7.4f %6s %6s %8.4f %6d%n",
        shape.name(),
        "katka",
        cold.millis(),
        stopwatch.medianMillis(),
        stopwatch.medianCpuMillis(),
        cold.heapMegabytes(),
        plan.bounds().tolerance(),
        plan.byteRatio(),
        plan.replicaMoves(),
        plan.moveRatio(),
        score.counts(),
        score.leaders(),
        score.maxToMean(),
        score.rackViolations());
    kafka(shape, input, plan);
  }

  private static void kafka(Shape shape, BalanceInput input, BalancePlan plan) {
    var stopwatch = new Stopwatch();
    var placer = new KafkaPlacer(input.brokers(), new Random(shape.seed()));
    int[][] lists = stopwatch.time(() -> placer.placeAll(input.table()));
    Score score = Score.of(input, Outcome.with(input.table(), lists));
    System.out.printf(
        Locale.ROOT,
        "%-34s %-7s %9.1f %9s %9s %7s %7s %7s %7d %7s %6s %6s %8.4f %6d%n",
        "",
        "kafka",
        stopwatch.lastMillis(),
        "-",
        "-",
        "-",
        "-",
        ratio(score.bytes(), plan.bounds().bytes()),
        score.moves(),
        ratio(score.moves(), plan.bounds().moves()),
        score.counts(),
        score.leaders(),
        score.maxToMean(),
        score.rackViolations());
  }

  private static String ratio(long value, long bound) {
    return bound == 0 ? "-" : String.format(Locale.ROOT, "%.4f", (double) value / bound);
  }

  private static int runs(Shape shape) {
    if (shape.partitions() > 100_000) {
      return LARGE_RUNS;
    }
    return shape.partitions() > 5000 ? MEDIUM_RUNS : SMALL_RUNS;
  }
}
