package io.katka.bench;

import io.katka.bench.balance.BalanceTableCommand;
import io.katka.bench.balance.GenerateCommand;
import io.katka.bench.balance.PlanCommand;
import io.katka.bench.execute.ExecuteCommand;
import io.katka.bench.fixture.FixtureCommand;
import io.katka.bench.k8s.ProvisionKubernetesCommand;
import io.katka.bench.sim.MatrixCommand;
import io.katka.bench.sim.ReplayCommand;
import io.katka.bench.sim.SimBatchesCommand;
import io.katka.bench.sim.SimRollsCommand;
import io.katka.bench.sim.SimulateCommand;
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
        new RollOverheadCommand(),
        new FixtureCommand(),
        new SimulateCommand(),
        new ReplayCommand(),
        new MatrixCommand(),
        new SimRollsCommand(),
        new SimBatchesCommand(),
        new ProvisionKubernetesCommand());
  }
}
