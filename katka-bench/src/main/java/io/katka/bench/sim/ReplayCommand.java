package io.katka.bench.sim;

import io.katka.sim.explore.Explorer;
import io.katka.sim.explore.Result;
import io.katka.sim.explore.Schedule;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what happens in a seed's schedule. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Runs the schedule of one seed and prints its trace; ends with 1 on a violation.")
public final class ReplayCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SEED", description = "the seed")
  private long seed;

  @Option(names = "--shrink", description = "shorten the schedule first, should it fail")
  private boolean shrink;

  /** For picocli. */
  public ReplayCommand() {}

  @Override
  public Integer call() {
    Quiet.please();
    var explorer = new Explorer();
    Schedule schedule = Schedule.of(seed);
    if (shrink) {
      schedule = explorer.shrink(schedule);
    }
    System.out.println(schedule);
    Result result = explorer.trace(schedule, System.out::println);
    System.out.println(result.outcome());
    result.violations().forEach(System.out::println);
    return result.isGood() ? 0 : 1;
  }
}
