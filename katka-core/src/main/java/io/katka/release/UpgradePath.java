package io.katka.release;

import java.util.Optional;

/**
 * Which changes of release a running cluster can make by a roll, and why not the others. In the
 * ZooKeeper era any older release rolls to any newer one, because the protocol level of the old one
 * is kept until all brokers are new; and back, as long as that level is kept.
 */
public final class UpgradePath {
  private static final String STEP = "-IV";

  private UpgradePath() {}

  /**
   * Why a roll cannot lead from one release to another.
   *
   * @param from what the cluster runs
   * @param to what it shall run
   * @return what could be done instead; empty where the roll can be made, as far as releases tell
   */
  public static Optional<String> refusal(KafkaRelease from, KafkaRelease to) {
    if (from.metadata() == to.metadata()) {
      return Optional.empty();
    }
    if (from.metadata() == MetadataMode.KRAFT) {
      return Optional.of(
          "There is no way from KRaft back to ZooKeeper: choose a release that keeps its metadata"
              + " in KRaft.");
    }
    return Optional.of(
        to.knowsZooKeeper()
            ? "Moving the metadata from ZooKeeper to KRaft is a migration of its own, which Katka"
                + " does not do yet. Ask for the release with ZooKeeper."
            : "Kafka 4.0 and newer know no ZooKeeper: roll to 3.9 (or Confluent Platform 7.9)"
                + " first, then migrate to KRaft, which Katka does not do yet.");
  }

  /**
   * Whether brokers of a release can run at a protocol level ({@code
   * inter.broker.protocol.version}): one of their own Kafka, or of an older one.
   *
   * @param level such as {@code 2.1-IV2} or {@code 2.1}; one that is no such number is not judged
   */
  public static boolean canRunAt(KafkaRelease release, String level) {
    return !isOlder(release.metadataVersion(), level);
  }

  /**
   * Whether a protocol level is older than another one; false where one is no number. {@code 2.1}
   * stands for the last of its line, as it does for Kafka.
   */
  public static boolean isOlder(String level, String than) {
    Optional<VersionNumber> one = numbers(level);
    Optional<VersionNumber> other = numbers(than);
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    boolean sameLine = one.get().line().equals(other.get().line());
    boolean exact = level.contains(STEP) && than.contains(STEP);
    return (!sameLine || exact) && one.get().compareTo(other.get()) < 0;
  }

  /** {@code 2.1-IV2} as 2.1.2. */
  private static Optional<VersionNumber> numbers(String level) {
    return VersionNumber.parse(level.replace(STEP, "."));
  }
}
