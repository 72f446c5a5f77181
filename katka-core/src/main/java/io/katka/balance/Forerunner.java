package io.katka.balance;

import io.katka.balance.BrokerSlot.State;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Plans something tiny beside the first plan of a JVM, on a thread of its own. A fifth of a first
 * plan's time goes into loading classes: this has them loaded by the time they are needed. What it
 * plans is thrown away, and nothing waits for it.
 */
final class Forerunner implements Runnable {
  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final int BROKERS = 7;
  private static final int PARTITIONS = 60;

  private Forerunner() {}

  /** Starts it, if it never was. */
  static void start() {
    if (STARTED.compareAndSet(false, true)) {
      var thread = new Thread(new Forerunner(), "katka-balance-forerunner");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    tiny();
  }

  /** An instance that needs all steps: racks to mend, a broker to empty, one to fill. */
  static BalancePlan tiny() {
    var brokers = new ArrayList<BrokerSlot>();
    for (int id = 0; id < BROKERS; id++) {
      State state = id == 0 ? State.DRAINING : id == 1 ? State.NEW : State.ACTIVE;
      brokers.add(BrokerSlot.of(id, id % 2 == 0 ? "even" : "odd", state));
    }
    var table = PartitionTable.builder().topic("tiny", 1);
    for (int p = 0; p < PARTITIONS; p++) {
      int first = p % 4 == 1 ? 2 : p % 4;
      table.partition(p, 1000L + p * p * 37 % 4001, first, first + (p % 5 == 0 ? 2 : 3));
    }
    return BalancePlanner.plan(table.build(), List.copyOf(brokers), BalancePolicy.DEFAULT);
  }
}
