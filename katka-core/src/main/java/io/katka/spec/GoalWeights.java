package io.katka.spec;

import io.katka.error.InvalidSpecException;

/**
 * What the soft goals of a rebalance may cost. Hard rules, replica counts and the tolerance of
 * bytes come before them in any case.
 *
 * @param topicSpread how many bytes may be copied on top for each pair of a topic's replicas that
 *     no longer share a broker, in replicas of mean size, 0 to 1000; at 0 topics are spread only
 *     where it costs neither bytes nor moves
 * @param leaderTraffic how much even leader traffic weighs against even leader counts, 0 to 1000:
 *     at 0 traffic is not looked at; up to 1 it is evened by choices that leave counts as even as
 *     they can be; above 1 the squared relative distances from the mean, those of traffic times
 *     this weight, are made small together
 */
public record GoalWeights(double topicSpread, double leaderTraffic) {
  private static final double MOST = 1000;

  /** Topics spread where it costs nothing, leader traffic as even as even counts allow. */
  public static final GoalWeights DEFAULT = new GoalWeights(0, 1);

  public GoalWeights {
    if (!(topicSpread >= 0 && topicSpread <= MOST)) {
      throw new InvalidSpecException(
          "balance.goals.topicSpread", topicSpread, "0 to 1000", "0 spreads where it is free.");
    }
    if (!(leaderTraffic >= 0 && leaderTraffic <= MOST)) {
      throw new InvalidSpecException(
          "balance.goals.leaderTraffic", leaderTraffic, "0 to 1000", "0 leaves traffic aside.");
    }
  }

  /** These weights with another one for the spread of topics. */
  public GoalWeights topicSpread(double weight) {
    return new GoalWeights(weight, leaderTraffic);
  }

  /** These weights with another one for leader traffic. */
  public GoalWeights leaderTraffic(double weight) {
    return new GoalWeights(topicSpread, weight);
  }
}
