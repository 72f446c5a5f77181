package io.katka.bench.sim;

import io.katka.sim.FaultKind;
import io.katka.sim.explore.Explorer;
import io.katka.sim.explore.Explorer.SeedResult;
import io.katka.sim.explore.Result;
import io.katka.sim.explore.Schedule;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs seeds and looks for broken invariants. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Runs seeded schedules of workflows and faults; ends with 1 on a violation.")
public final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--from", defaultValue = "0", description = "first seed (${DEFAULT-VALUE})")
  private long from;

  @Option(names = "--count", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
  private long count;

  @Option(names = "--threads", defaultValue = "1", description = "threads (${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--seconds",
      defaultValue = "0",
      description = "stop after so many seconds, 0 for never (${DEFAULT-VALUE})")
  private long seconds;

  @Option(
      names = "--with",
      paramLabel = "FAULT",
      description = "only schedules with this fault: ${COMPLETION-CANDIDATES}")
  private @Nullable FaultKind with;

  private static final int SHRUNK = 3;
  private static final long PORTION = 500;

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private long seeds;
  private long virtualMillis;
  private long faults;
  private long violations;

  /** For picocli. */
  public SimulateCommand() {}

  @Override
  public Integer call() {
    Quiet.please();
    var explorer = new Explorer();
    FaultKind with = this.with;
    long began = System.nanoTime();
    long cpu = Cpu.nanos();
    long next = from;
    while (next < from + count) {
      long portion = Math.min(PORTION, from + count - next);
      explorer.explore(
          next,
          portion,
          threads,
          schedule -> with == null || schedule.has(with),
          result -> {
            synchronized (this) {
              take(explorer, result);
            }
          });
      next += portion;
      if (seconds > 0 && System.nanoTime() - began > seconds * 1_000_000_000L) {
        break;
      }
    }
    print(next, (System.nanoTime() - began) / 1e9, (Cpu.nanos() - cpu) / 1e9);
    return violations == 0 ? 0 : 1;
  }

  private void take(Explorer explorer, SeedResult seed) {
    Result result = seed.result();
    seeds++;
    virtualMillis += result.virtualMillis();
    faults += result.triggered();
    outcomes.merge(result.outcome().split(":")[0], 1, Integer::sum);
    if (!result.isGood()) {
      violations++;
      System.out.println("seed " + seed.seed() + " broke an invariant");
      result.violations().forEach(v -> System.out.println("  " + v));
      if (violations <= SHRUNK) {
        Schedule shorter = explorer.shrink(result.schedule());
        System.out.println("  shortest schedule found: " + shorter);
      }
    }
  }

  private void print(long end, double wall, double cpu) {
    System.out.printf(
        Locale.ROOT,
        "seeds %d to %d%s: %d violations; %d faults, %.0f virtual hours; %.0f s, %.0f a second;"
            + " %.0f s of processor time, %.0f a second of it%n",
        from,
        end - 1,
        with == null ? "" : " with " + with + ", " + seeds,
        violations,
        faults,
        virtualMillis / 3.6e6,
        wall,
        seeds / wall,
        cpu,
        seeds / cpu);
    outcomes.forEach((outcome, n) -> System.out.println("  " + n + " " + outcome));
  }
}
