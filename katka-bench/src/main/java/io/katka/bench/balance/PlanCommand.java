package io.katka.bench.balance;

import io.katka.balance.BalanceInput;
import io.katka.balance.BalancePlan;
import io.katka.balance.Balancer;
import io.katka.spec.BalancePolicy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans an instance. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Plans the instance in DIR, writes where every replica is to lie, prints the plan.")
public final class PlanCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "brokers.csv and replicas.csv.")
  private Path folder = Path.of(".");

  @Parameters(
      index = "1",
      paramLabel = "OUT.csv",
      description = "Gets topic,partition,position,broker of every replica.")
  private Path out = Path.of("out.csv");

  @Option(
      names = "--tolerance",
      description = "Of bytes, 0 to 1; by default 0.009, from 50 brokers 0.0045, from 500 0.0027.")
  private double tolerance = -1;

  @Option(names = "--repeat", description = "Plans so often, for warm times (${DEFAULT-VALUE}).")
  private int repeat = 10;

  /** For picocli. */
  public PlanCommand() {}

  @Override
  public Integer call() throws Exception {
    BalanceInput input = BalanceInput.fromCsv(folder);
    double wanted = tolerance < 0 ? Tolerance.of(input.brokers().size()) : tolerance;
    var balancer = Balancer.create().policy(BalancePolicy.DEFAULT.byteTolerance(wanted));
    var stopwatch = new Stopwatch();
    BalancePlan plan = stopwatch.time(() -> balancer.plan(input));
    double cold = stopwatch.lastMillis();
    for (int i = 1; i < repeat; i++) {
      stopwatch.time(() -> balancer.plan(input));
    }
    long peak = Heap.peakMegabytes();
    CsvOutput.writeOutcome(Outcome.apply(input.table(), plan), out);
    System.out.println(plan);
    System.out.printf(
        "first plan %.1f ms (CPU %.1f), median of %d %.2f ms (CPU %.2f), peak heap %d MB%n",
        cold,
        stopwatch.firstCpuMillis(),
        repeat,
        stopwatch.medianMillis(),
        stopwatch.medianCpuMillis(),
        peak);
    return 0;
  }
}
