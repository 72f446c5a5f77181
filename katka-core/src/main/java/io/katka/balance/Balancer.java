package io.katka.balance;

import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.List;
import java.util.Objects;

/**
 * Plans without a cluster: a pure function of a table of partitions, for tools that only want the
 * plan. Immutable.
 */
public final class Balancer {
  private final BalancePolicy policy;

  private Balancer(BalancePolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  /** A balancer with the default policy. */
  public static Balancer create() {
    return new Balancer(BalancePolicy.DEFAULT);
  }

  /** This balancer with another policy. */
  public Balancer policy(BalancePolicy wanted) {
    return new Balancer(wanted);
  }

  /** Plans; see {@link BalancePlanner#plan}. */
  public BalancePlan plan(PartitionTable table, List<BrokerSlot> brokers) {
    return BalancePlanner.plan(table, brokers, policy);
  }

  /** Plans from what was read; see {@link BalancePlanner#plan}. */
  public BalancePlan plan(BalanceInput input) {
    return plan(input.table(), input.brokers());
  }
}
