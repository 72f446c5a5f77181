package io.katka.bench.execute;

import io.katka.ApplyResult;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.bench.workflow.Trees;
import io.katka.event.Movement;
import io.katka.local.LocalPlatform;
import io.katka.spec.BalancePolicy;
import io.katka.spec.Quantity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Carries out rebalances onto a new broker, on a cluster of local processes, and times them. */
@Command(
    name = "execute",
    mixinStandardHelpOptions = true,
    description =
        "Rebalances clusters of local processes: many empty replicas, a throttled copy, and"
            + " a copy at the default throttle under traffic.")
public final class ExecuteCommand implements Callable<Integer> {
  private static final String BALANCE = "rebalance/balance";
  private static final int PARTITIONS = 96;
  private static final Duration CONTROL = Duration.ofSeconds(30);

  /** What is measured. */
  enum Scenario {
    /** Empty replicas onto one new broker. */
    EMPTY,
    /** A throttled copy, against its bound. */
    MAKESPAN,
    /** A copy at the default throttle, under traffic with {@code acks=all}, also to what moves. */
    STALL
  }

  @Parameters(arity = "0..*", description = "${COMPLETION-CANDIDATES}; all, if none is named")
  private Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);

  @Option(
      names = "--replicas",
      defaultValue = "1000",
      description = "empty replicas to move (${DEFAULT-VALUE})")
  private int replicas;

  @Option(
      names = "--mib",
      defaultValue = "1200",
      description = "MiB of records to fill in, each kept twice (${DEFAULT-VALUE})")
  private long mib;

  @Option(
      names = "--throttle-mib",
      defaultValue = "10",
      description = "throttle of the throttled copy, in MiB/s (${DEFAULT-VALUE})")
  private long throttleMib;

  @Option(
      names = "--stall-throttle-mib",
      description = "throttle of the copy under traffic, in MiB/s; the default one, if left out")
  private long stallThrottleMib;

  @Option(names = "--version", defaultValue = "4.3.1", description = "Kafka (${DEFAULT-VALUE})")
  private String version;

  /** For picocli. */
  public ExecuteCommand() {}

  @Override
  public Integer call() throws IOException {
    Set<Scenario> asked = scenarios.isEmpty() ? EnumSet.allOf(Scenario.class) : scenarios;
    for (Scenario scenario : asked) {
      measure(scenario);
    }
    return 0;
  }

  private void measure(Scenario scenario) throws IOException {
    Path home = Files.createTempDirectory("katka-bench");
    try (Katka katka =
        Katka.builder().platform(LocalPlatform.builder().directory(home).build()).build()) {
      katka.manage("bench").replicas(3).version(version).apply();
      List<String> servers = katka.manage("bench").status().bootstrapServers();
      var data = new Data(servers);
      try {
        switch (scenario) {
          case EMPTY -> empty(katka, data);
          case MAKESPAN -> makespan(katka, data);
          case STALL -> stall(katka, data, servers);
        }
      } finally {
        katka.manage("bench").deleteWithVolumes().apply();
      }
    } finally {
      Trees.delete(home);
    }
  }

  /** Of 4 brokers, the new one gets a quarter. */
  private void empty(Katka katka, Data data) {
    data.empty("empty", replicas * 2, 2);
    print("empty", grown(katka).rebalance().apply());
  }

  private void makespan(Katka katka, Data data) {
    data.filled("filled", PARTITIONS, 2, mib << 20);
    print("makespan", grown(katka).balance(b -> b.throttle(throttleMib << 20)).rebalance().apply());
  }

  /** The same traffic for a while without a move shows what the machine itself does to it. */
  private void stall(Katka katka, Data data, List<String> servers) {
    data.filled("filled", PARTITIONS, 2, mib << 20);
    ApplyResult control =
        katka
            .manage("bench")
            .config("log.retention.ms", 360_000_000)
            .before("configure", () -> new Pause(CONTROL))
            .prove(p -> p.rate(200))
            .apply();
    System.out.println("stall: without a move: " + control.proof().orElseThrow());
    long throttle = stallThrottleMib > 0 ? stallThrottleMib << 20 : BalancePolicy.DEFAULT_THROTTLE;
    ClusterRequest grown = grown(katka);
    Writes writes = Writes.to(servers, "filled", PARTITIONS, 100);
    try (writes) {
      ApplyResult result =
          grown.balance(b -> b.throttle(throttle)).prove(p -> p.rate(200)).rebalance().apply();
      print("stall", result);
      System.out.println("stall: proof: " + result.proof().orElseThrow());
    }
    System.out.println("stall: writes to the partitions that move: " + writes);
  }

  private static ClusterRequest grown(Katka katka) {
    katka.manage("bench").replicas(4).without("balance").apply();
    return katka.manage("bench");
  }

  private static void print(String name, ApplyResult result) {
    Movement moved = result.movements().get(BALANCE);
    double seconds = moved.elapsedMillis() / 1000.0;
    double bound = moved.boundMillis() / 1000.0;
    System.out.println(result);
    System.out.printf(
        Locale.ROOT,
        "%s: %d moves, %s in %.1f s; throttle %s/s, bound %.1f s, ratio %s; the step took %.1f s;"
            + " load average %.1f%n",
        name,
        moved.moves(),
        Quantity.show(moved.bytes()),
        seconds,
        Quantity.show(moved.bytesPerSecond()),
        bound,
        bound == 0 ? "-" : String.format(Locale.ROOT, "%.3f", seconds / bound),
        stepSeconds(result),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static double stepSeconds(ApplyResult result) {
    return result.steps().stream()
            .filter(step -> step.step().equals(BALANCE))
            .mapToLong(step -> step.timing().totalMillis())
            .sum()
        / 1000.0;
  }
}
