package io.katka.balance;

import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.List;

/**
 * Plans where replicas and preferred leaders should lie. A pure function: the same input gives the
 * same plan, whatever runs beside it.
 *
 * <p>Rules never broken: one replica of a partition per broker; racks no worse than before, and
 * mended where the policy says so; draining and dead brokers emptied; no disk filled beyond its
 * size by a move. Then, in this order: replica counts within one of each other as far as racks
 * allow; bytes within the policy's tolerance; leaders within one; the fewest bytes copied. Beneath
 * these, weighed by the policy: topics spread over brokers, leader traffic even.
 *
 * <p>How: quotas of replicas and levels of bytes are found per broker; brokers above their quota
 * give up as many replicas, of as many bytes, as they have too much; these are laid on brokers
 * below; exchanges mend what remains of the bytes; leaders are a flow problem on the graph of
 * brokers. For R replicas on B brokers this takes O(R + B log R) and, for the exchanges, time in
 * proportion to the brokers that are still out of tolerance.
 */
public final class BalancePlanner {
  private BalancePlanner() {}

  /**
   * Plans a rebalance.
   *
   * @param table all partitions; those being reassigned are planned from the replicas they are to
   *     have then; unknown sizes count as 0 bytes
   * @param brokers every broker that has replicas or may get some
   * @param policy what to aim at
   * @return the plan; empty if nothing is to be done
   * @throws io.katka.error.InvalidSpecException if the input contradicts itself or cannot be
   *     satisfied: it names the partition or broker and the numbers
   */
  public static BalancePlan plan(
      PartitionTable table, List<BrokerSlot> brokers, BalancePolicy policy) {
    Model model = ModelReader.read(table, brokers, policy);
    var targets = Targets.of(model);
    var order = new SizeOrder(model.size);
    var report = new Report(model, targets, order);
    if (model.home.length <= Search.SMALL) {
      new Search(model, targets, policy, order).distribute();
    } else {
      new Distribution(model, targets, policy, order, Tactics.DEFAULT).distribute();
    }
    spreadTopics(model, targets, order, policy, targets.reached(model));
    report.checkDisks();
    model.restoreOrder();
    int left = new Budget(model, order).keepTo(policy.movementBudgetBytes());
    var leaders = new Leaders(model);
    leaders.balance();
    if (model.table.hasTraffic() && policy.goals().leaderTraffic() > 0) {
      new LeaderTraffic(model, leaders, report.traffic(), policy).balance();
    }
    return report.finish(leaders, policy, left);
  }

  private static void spreadTopics(
      Model model, Targets targets, SizeOrder order, BalancePolicy policy, double reached) {
    double weight = policy.goals().topicSpread();
    if (weight > 0 || model.anyMoved()) {
      new TopicSpread(model, targets, order, reached, weight).spread();
    }
  }
}
