package io.katka.sim.explore;

import io.katka.ClusterOperation;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.spec.BalancePolicy;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a workflow asks for: first to set the stage, then while faults happen, and in the end, when
 * all is calm, so that the cluster becomes what was wanted whatever happened.
 */
final class Stage {
  private static final String OLD = "4.3.1";
  private static final String NEW = "4.4.0";

  /** What is asked for where a throttle is. */
  static final long THROTTLE = 30_000_000;

  private final Schedule schedule;

  Stage(Schedule schedule) {
    this.schedule = schedule;
  }

  private ClusterRequest kafka(Katka katka) {
    ClusterRequest request = katka.manage("kafka");
    return schedule.dedicated() ? request.controllers(controllers()) : request;
  }

  private int controllers() {
    return schedule.workflow() == Workflow.GROW_QUORUM ? 1 : 3;
  }

  /** For a batch there must be brokers that share no partition. */
  private int brokers() {
    return schedule.brokers() + (inBatches() ? 4 : 0);
  }

  private boolean inBatches() {
    return schedule.workflow() == Workflow.ROLL_IN_BATCHES;
  }

  /** How many brokers may be down together. */
  int maxUnavailable() {
    return inBatches() ? 3 : 1;
  }

  /** Whether there is no cluster when the workflow begins. */
  boolean isEmpty() {
    return schedule.workflow() == Workflow.PROVISION;
  }

  /** The cluster as it is when the workflow begins. */
  ClusterOperation before(Katka katka) {
    int more = schedule.workflow() == Workflow.SCALE_IN ? 1 : 0;
    ClusterRequest request = kafka(katka).replicas(brokers() + more).version(OLD);
    return schedule.dedicated() && controllers() == 1
        ? request.upgrade(u -> u.allowQuorumLoss())
        : request;
  }

  /** Whether the cluster has been rolled to the new version when the workflow begins. */
  boolean isRolledBefore() {
    return schedule.workflow() == Workflow.FINALIZE || schedule.workflow() == Workflow.ROLLBACK;
  }

  ClusterOperation rolled(Katka katka) {
    return katka.manage("kafka").version(NEW);
  }

  /** What is asked for while faults happen. */
  Function<Katka, ClusterOperation> asked() {
    return switch (schedule.workflow()) {
      case PROVISION -> katka -> kafka(katka).replicas(brokers()).version(OLD);
      case SCALE_OUT ->
          katka -> same(katka).replicas(brokers() + 2).balance(b -> b.throttle(THROTTLE));
      case SCALE_IN -> katka -> same(katka).replicas(brokers()).balance(b -> b.throttle(THROTTLE));
      case ROLL, ROLL_BROKEN -> katka -> same(katka).replicas(brokers()).version(NEW);
      case ROLL_MOVING_LEADERS ->
          katka ->
              same(katka)
                  .replicas(brokers())
                  .version(NEW)
                  .upgrade(u -> u.moveLeaders(true).canary(Duration.ofSeconds(20)));
      case ROLL_IN_BATCHES ->
          katka ->
              same(katka)
                  .replicas(brokers())
                  .version(NEW)
                  .upgrade(u -> u.maxUnavailable(maxUnavailable()));
      case ROLL_AND_SCALE -> katka -> same(katka).replicas(brokers() + 2).version(NEW);
      case CONFIGURE ->
          katka ->
              same(katka)
                  .replicas(brokers())
                  .config("num.partitions", 6)
                  .config("log.retention.ms", 77_000_000);
      case FINALIZE -> katka -> same(katka).finalizeVersion();
      case ROLLBACK -> katka -> same(katka).rollback();
      case REBALANCE -> katka -> same(katka).balance(b -> b.throttle(THROTTLE)).rebalance();
      case GROW_QUORUM ->
          katka ->
              schedule.dedicated()
                  ? same(katka).replicas(brokers()).controllers(3)
                  : same(katka).replicas(brokers());
      case REPAIR -> katka -> same(katka).replicas(brokers());
    };
  }

  private static ClusterRequest same(Katka katka) {
    return katka.manage("kafka");
  }

  /** What the cluster shall be at the end, whatever happened. */
  ClusterRequest settled(Katka katka) {
    ClusterRequest request = same(katka).replicas(brokersAtTheEnd()).version(versionAtTheEnd());
    return isEmpty() && schedule.dedicated() ? request.controllers(3) : request;
  }

  /** The same by somebody who was told that the throttle asked for is too low. */
  ClusterRequest settledFaster(Katka katka) {
    return settled(katka).balance(b -> b.throttle(BalancePolicy.DEFAULT_THROTTLE));
  }

  private int brokersAtTheEnd() {
    return switch (schedule.workflow()) {
      case SCALE_OUT, ROLL_AND_SCALE -> brokers() + 2;
      default -> brokers();
    };
  }

  private String versionAtTheEnd() {
    return switch (schedule.workflow()) {
      case ROLL, ROLL_MOVING_LEADERS, ROLL_IN_BATCHES, ROLL_AND_SCALE, FINALIZE -> NEW;
      default -> OLD;
    };
  }

  /** The version that does not come up; empty for none. */
  String broken() {
    return schedule.workflow() == Workflow.ROLL_BROKEN ? NEW : "";
  }

  /** Somebody else wants other numbers. */
  ClusterOperation otherwise(Katka katka) {
    return isEmpty()
        ? kafka(katka).replicas(brokers() + 1).version(OLD)
        : same(katka).replicas(brokersAtTheEnd() + 1);
  }
}
