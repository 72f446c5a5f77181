package io.katka.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs one benchmark by name. */
@Command(
    name = "katka-bench",
    mixinStandardHelpOptions = true,
    version = "katka-bench",
    synopsisSubcommandLabel = "COMMAND",
    description = "Benchmarks of Katka. Each command prints its own help with --help.")
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command named first; exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    var line = new CommandLine(new Main());
    Commands.all().forEach(line::addSubcommand);
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
  }
}
