package io.katka.bench.balance;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a seeded instance. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Writes a seeded instance as brokers.csv and replicas.csv.")
public final class GenerateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder to write to.")
  private Path folder = Path.of(".");

  @Option(names = "--brokers", description = "Brokers before the operation (${DEFAULT-VALUE}).")
  private int brokers = 99;

  @Option(names = "--partitions", description = "Partitions (${DEFAULT-VALUE}).")
  private int partitions = 20_000;

  @Option(names = "--racks", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Shape.Racks racks = Shape.Racks.THREE;

  @Option(names = "--start", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Shape.Start start = Shape.Start.STRIPED;

  @Option(names = "--operation", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Shape.Operation operation = Shape.Operation.PLUS_10;

  @Option(names = "--seed", description = "Decides everything else (${DEFAULT-VALUE}).")
  private long seed = 1;

  /** For picocli. */
  public GenerateCommand() {}

  @Override
  public Integer call() throws Exception {
    var shape = new Shape(brokers, partitions, racks, start, operation, seed);
    CsvOutput.write(Generator.generate(shape), folder);
    System.out.println("Wrote " + shape.name() + " to " + folder);
    return 0;
  }
}
