package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a rebalance aims at and how hard it may press. Hard rules, replica counts, bytes, leaders
 * and the least movement that reaches them are ordered, not weighed; the soft goals beneath them
 * are: {@link GoalWeights}.
 *
 * @param byteTolerance how far a broker's bytes may be from the mean, as a fraction of it, 0 to 1
 * @param repairRacks whether partitions with two replicas in a rack are mended where racks suffice
 * @param throttleBytesPerSecond the replication throttle of each broker and direction; 0 for none,
 *     {@link #DEFAULT_THROTTLE} for the larger of {@link #LEAST_DEFAULT_THROTTLE} and twice what
 *     clients write to the busiest broker
 * @param excludedTopics topics whose replicas are not moved, except off a draining broker
 * @param movementBudgetBytes how many bytes may be moved at most beyond what must leave draining
 *     brokers; 0 for no bound
 * @param requireRacks whether a drain that only fits with replicas sharing a rack is refused (else
 *     it is done and noted)
 * @param goals what the soft goals may cost
 */
public record BalancePolicy(
    double byteTolerance,
    boolean repairRacks,
    long throttleBytesPerSecond,
    Set<String> excludedTopics,
    long movementBudgetBytes,
    boolean requireRacks,
    GoalWeights goals) {

  /** Stands for a throttle that is found out from what clients write. */
  public static final long DEFAULT_THROTTLE = -1;

  /**
   * The default throttle where clients write little, or it is not known how much: 20 MiB/s, a sixth
   * of a network of 1 Gbit/s.
   */
  public static final long LEAST_DEFAULT_THROTTLE = 20L << 20;

  /**
   * Bytes within 10 % of the mean, racks repaired and required, the default throttle, nothing
   * excluded, no budget, soft goals where they cost nothing.
   */
  public static final BalancePolicy DEFAULT =
      new BalancePolicy(0.10, true, DEFAULT_THROTTLE, Set.of(), 0, true, GoalWeights.DEFAULT);

  public BalancePolicy {
    Objects.requireNonNull(goals, "balance.goals");
    excludedTopics = Collections.unmodifiableSet(new TreeSet<>(excludedTopics));
    if (!(byteTolerance >= 0 && byteTolerance <= 1)) {
      throw new InvalidSpecException(
          "balance.byteTolerance", byteTolerance, "0 to 1", "0.1 is 10 % off the mean.");
    }
    if (throttleBytesPerSecond < DEFAULT_THROTTLE || movementBudgetBytes < 0) {
      throw new InvalidSpecException(
          "balance",
          "throttle %d, budget %d".formatted(throttleBytesPerSecond, movementBudgetBytes),
          "0 or more bytes",
          "0 means unbounded; a throttle of -1 is the default one.");
    }
  }

  /**
   * This policy with another replication throttle per broker and direction.
   *
   * @param bytesPerSecond 0 for none, {@link #DEFAULT_THROTTLE} for the default one
   */
  public BalancePolicy throttle(long bytesPerSecond) {
    return new BalancePolicy(
        byteTolerance,
        repairRacks,
        bytesPerSecond,
        excludedTopics,
        movementBudgetBytes,
        requireRacks,
        goals);
  }

  /** This policy with another tolerance of bytes. */
  public BalancePolicy byteTolerance(double fraction) {
    return new BalancePolicy(
        fraction,
        repairRacks,
        throttleBytesPerSecond,
        excludedTopics,
        movementBudgetBytes,
        requireRacks,
        goals);
  }

  /** This policy leaving these topics where they are. */
  public BalancePolicy exclude(String... topics) {
    var all = new TreeSet<>(excludedTopics);
    Collections.addAll(all, topics);
    return new BalancePolicy(
        byteTolerance,
        repairRacks,
        throttleBytesPerSecond,
        all,
        movementBudgetBytes,
        requireRacks,
        goals);
  }

  /** This policy moving at most so many bytes beyond those of draining brokers; 0 for no bound. */
  public BalancePolicy budget(long bytes) {
    return new BalancePolicy(
        byteTolerance,
        repairRacks,
        throttleBytesPerSecond,
        excludedTopics,
        bytes,
        requireRacks,
        goals);
  }

  /**
   * This policy with another treatment of racks.
   *
   * @param repair whether partitions with two replicas in a rack are mended
   * @param require whether a drain that only fits with replicas sharing a rack is refused
   */
  public BalancePolicy racks(boolean repair, boolean require) {
    return new BalancePolicy(
        byteTolerance,
        repair,
        throttleBytesPerSecond,
        excludedTopics,
        movementBudgetBytes,
        require,
        goals);
  }

  /** This policy with other weights of the soft goals. */
  public BalancePolicy goals(GoalWeights weights) {
    return new BalancePolicy(
        byteTolerance,
        repairRacks,
        throttleBytesPerSecond,
        excludedTopics,
        movementBudgetBytes,
        requireRacks,
        weights);
  }
}
