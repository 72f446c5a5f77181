package io.katka.bench;

import io.katka.bench.balance.BalanceTableCommand;
import io.katka.bench.balance.GenerateCommand;
import io.katka.bench.balance.PlanCommand;
import io.katka.bench.execute.ExecuteCommand;
import io.katka.bench.workflow.PlanScaleCommand;
import io.katka.bench.workflow.RollOverheadCommand;
import java.util.List;

/** The commands there are: a new one is a picocli command class, added to this list. */
final class Commands {
  private Commands() {}

  static List<Object> all() {
    return List.of(
        new GenerateCommand(),
        new PlanCommand(),
        new BalanceTableCommand(),
        new ExecuteCommand(),
        new PlanScaleCommand(),
        new RollOverheadCommand());
  }
}
