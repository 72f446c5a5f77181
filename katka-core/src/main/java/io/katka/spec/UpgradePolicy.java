package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a roll goes.
 *
 * @param canarySoakMillis how long the first broker runs under the gates before the second one is
 *     touched, in milliseconds
 * @param maxUnavailable how many brokers may be down together by Katka's hand, where no two of them
 *     share a partition; controllers always go one by one
 * @param finalizeAfterMillis how long after a roll the new version is finalized, which cannot be
 *     undone, in milliseconds; negative for never on its own
 * @param onFailure what happens to a node that does not come back
 * @param moveLeaders whether leaders are moved off a broker before its controlled shutdown does it
 * @param guarantee what must hold before a broker is stopped
 * @param allowUnavailable topics that may be without a leader, or under their {@code
 *     min.insync.replicas}, while a broker restarts; {@code *} for all. {@code #QUORUM} consents to
 *     a quorum without a majority
 */
public record UpgradePolicy(
    long canarySoakMillis,
    int maxUnavailable,
    long finalizeAfterMillis,
    OnFailure onFailure,
    boolean moveLeaders,
    Guarantee guarantee,
    Set<String> allowUnavailable) {

  /** What must hold before a broker is stopped. */
  public enum Guarantee {
    /** No partition of the cluster is under-replicated. */
    FULLY_REPLICATED,
    /** The partitions of that broker keep their {@code min.insync.replicas} without it. */
    MIN_ISR_MARGIN
  }

  /** One at a time, fully replicated, back to the old version on failure, never finalized. */
  public static final UpgradePolicy DEFAULT =
      new UpgradePolicy(0, 1, -1, OnFailure.ROLL_BACK, false, Guarantee.FULLY_REPLICATED, Set.of());

  public UpgradePolicy {
    Objects.requireNonNull(onFailure, "onFailure");
    Objects.requireNonNull(guarantee, "guarantee");
    allowUnavailable = java.util.Collections.unmodifiableSet(new TreeSet<>(allowUnavailable));
    if (canarySoakMillis < 0) {
      throw new InvalidSpecException(
          "upgrade.canary", canarySoakMillis + " ms", "0 or longer", "Give a duration.");
    }
    if (maxUnavailable < 1) {
      throw new InvalidSpecException(
          "upgrade.maxUnavailable", maxUnavailable, "1 or more", "1 rolls one after the other.");
    }
  }

  /** How long the canary soaks. */
  public Duration canarySoak() {
    return Duration.ofMillis(canarySoakMillis);
  }

  /** When the new version is finalized on its own; empty for never. */
  public Optional<Duration> finalizeDelay() {
    return finalizeAfterMillis < 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(finalizeAfterMillis));
  }

  /** Whether the caller consented to this topic being unavailable during a restart. */
  public boolean allowsUnavailable(String topic) {
    return allowUnavailable.contains("*") || allowUnavailable.contains(topic);
  }

  /** Starts from these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects the settings of a roll; for one thread. */
  public static final class Builder {
    private long canarySoakMillis;
    private int maxUnavailable;
    private long finalizeAfterMillis;
    private OnFailure onFailure;
    private boolean moveLeaders;
    private Guarantee guarantee;
    private final Set<String> allowUnavailable;

    private Builder(UpgradePolicy from) {
      canarySoakMillis = from.canarySoakMillis;
      maxUnavailable = from.maxUnavailable;
      finalizeAfterMillis = from.finalizeAfterMillis;
      onFailure = from.onFailure;
      moveLeaders = from.moveLeaders;
      guarantee = from.guarantee;
      allowUnavailable = new TreeSet<>(from.allowUnavailable);
    }

    /** How long the first broker runs under the gates before the second one is touched. */
    public Builder canary(Duration soak) {
      canarySoakMillis = soak.toMillis();
      return this;
    }

    /**
     * How many brokers may be down together. After the first one, which goes alone, those that
     * share no partition go in batches of at most so many. Whether they still share none is looked
     * at right before each batch; controllers, and brokers that are controllers too, go one by one.
     */
    public Builder maxUnavailable(int brokers) {
      maxUnavailable = brokers;
      return this;
    }

    /** Finalizes the new version this long after the roll. That cannot be undone. */
    public Builder finalizeAfter(Duration delay) {
      if (delay.isNegative()) {
        throw new InvalidSpecException(
            "upgrade.finalizeAfter",
            delay.toMillis() + " ms",
            "0 or longer",
            "To never finalize on its own, leave it out.");
      }
      finalizeAfterMillis = delay.toMillis();
      return this;
    }

    /** What happens to a node that does not come back. */
    public Builder onFailure(OnFailure reaction) {
      onFailure = reaction;
      return this;
    }

    /** Moves leaders off a broker before its controlled shutdown does it. */
    public Builder moveLeaders(boolean move) {
      moveLeaders = move;
      return this;
    }

    /** What must hold before a broker is stopped. */
    public Builder guarantee(Guarantee wanted) {
      guarantee = wanted;
      return this;
    }

    /**
     * Consents to these topics being without a leader, or under their {@code min.insync.replicas},
     * while a broker that holds them restarts; {@code *} for all.
     */
    public Builder allowUnavailable(String... topics) {
      allowUnavailable.addAll(Set.of(topics));
      return this;
    }

    /** Consents to the metadata quorum being without a majority while its one voter restarts. */
    public Builder allowQuorumLoss() {
      allowUnavailable.add("#QUORUM");
      return this;
    }

    /** The settings as a value. */
    public UpgradePolicy build() {
      return new UpgradePolicy(
          canarySoakMillis,
          maxUnavailable,
          finalizeAfterMillis,
          onFailure,
          moveLeaders,
          guarantee,
          allowUnavailable);
    }
  }

  /** Whether the caller consented to the quorum being without a majority during a restart. */
  public boolean allowsQuorumLoss() {
    return allowUnavailable.contains("#QUORUM");
  }
}
