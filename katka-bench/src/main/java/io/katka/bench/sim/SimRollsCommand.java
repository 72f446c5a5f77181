package io.katka.bench.sim;

import io.katka.Katka;
import io.katka.sim.SimWorld;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many rolls the simulator runs in a second of one core. */
@Command(
    name = "sim-rolls",
    mixinStandardHelpOptions = true,
    description = "Rolls a simulated cluster to and fro, and counts.")
public final class SimRollsCommand implements Callable<Integer> {
  private static final int ROLLS = 20;

  @Option(names = "--brokers", defaultValue = "5", description = "brokers (${DEFAULT-VALUE})")
  private int brokers;

  @Option(names = "--partitions", defaultValue = "60", description = "of 3 replicas each")
  private int partitions;

  @Option(names = "--worlds", defaultValue = "50", description = "of " + ROLLS + " rolls each")
  private int worlds;

  /** For picocli. */
  public SimRollsCommand() {}

  @Override
  public Integer call() {
    Quiet.please();
    for (int round = 1; round <= 4; round++) {
      long nanos = 0;
      long virtualMillis = 0;
      for (int i = 0; i < worlds; i++) {
        SimWorld world = SimWorld.of(i);
        Katka katka = world.katka();
        katka.manage("kafka").replicas(brokers).version("4.3.1").apply();
        world.createTopic("orders", partitions, 3);
        long before = Cpu.threadNanos();
        long begun = world.millis();
        for (int roll = 0; roll < ROLLS; roll++) {
          katka.manage("kafka").version(roll % 2 == 0 ? "4.4.0" : "4.3.1").apply();
        }
        nanos += Cpu.threadNanos() - before;
        virtualMillis += world.millis() - begun;
        if (!world.violations().isEmpty()) {
          System.out.println(world.violations());
          return 1;
        }
      }
      int rolls = worlds * ROLLS;
      System.out.printf(
          Locale.ROOT,
          "round %d: %d rolls of %d brokers and %d partitions: %.0f a second of processor time,"
              + " %.0f virtual seconds each%n",
          round,
          rolls,
          brokers,
          partitions,
          rolls / (nanos / 1e9),
          virtualMillis / 1000.0 / rolls);
    }
    return 0;
  }
}
