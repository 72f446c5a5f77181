package io.katka.internal.planner;

import io.katka.balance.BalancePlan;
import io.katka.balance.BalancePlanner;
import io.katka.balance.BrokerSlot;
import io.katka.plan.Impact;
import io.katka.spec.BalancePolicy;
import io.katka.spec.NodeSpec;
import io.katka.spi.TrafficProbeProvider;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a rebalance will move, told before the brokers it moves to exist. */
final class BalancePreview {
  private static final long SAMPLING_MILLIS = 2_500;
  private static final long MILLIS_PER_MOVE = 10;

  private BalancePreview() {}

  static boolean isProof(String topic) {
    return topic.startsWith(TrafficProbeProvider.TOPIC_PREFIX);
  }

  static Impact impact(Situation s, List<NodeSpec> fresh, Set<Integer> leaving) {
    if (s.partitions().size() == 0) {
      return Impact.NONE;
    }
    BalancePolicy policy = s.wanted().balance();
    BalancePlan plan = plan(s, fresh, leaving);
    long asked = policy.throttleBytesPerSecond();
    long rate =
        asked == BalancePolicy.DEFAULT_THROTTLE ? BalancePolicy.LEAST_DEFAULT_THROTTLE : asked;
    long bound = plan.estimateMillis(rate);
    long estimate = bound + bound / 10 + MILLIS_PER_MOVE * plan.moves().size() + SAMPLING_MILLIS;
    return new Impact(
        plan.moves().size(),
        plan.bytes(),
        plan.bounds().bytes(),
        plan.moves().isEmpty() ? 0 : estimate,
        bound);
  }

  static BalancePlan plan(Situation s, List<NodeSpec> fresh, Set<Integer> leaving) {
    var slots = new ArrayList<BrokerSlot>();
    s.kafka()
        .orElseThrow()
        .brokers()
        .forEach(
            b ->
                slots.add(
                    BrokerSlot.of(
                        b.id(),
                        b.rack(),
                        leaving.contains(b.id())
                            ? BrokerSlot.State.DRAINING
                            : BrokerSlot.State.ACTIVE)));
    fresh.forEach(n -> slots.add(BrokerSlot.of(n.id(), n.rack(), BrokerSlot.State.NEW)));
    return BalancePlanner.plan(s.partitions(), slots, withoutProof(s));
  }

  private static BalancePolicy withoutProof(Situation s) {
    PartitionTable table = s.partitions();
    var proof = new ArrayList<String>();
    for (int t = 0; t < table.topicCount(); t++) {
      if (isProof(table.topicName(t))) {
        proof.add(table.topicName(t));
      }
    }
    return s.wanted().balance().exclude(proof.toArray(String[]::new));
  }
}
