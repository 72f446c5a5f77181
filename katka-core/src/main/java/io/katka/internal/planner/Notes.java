package io.katka.internal.planner;

/** The keys of the notes that runs leave for those after them. */
public final class Notes {
  /** A rebalance has begun and not ended. */
  public static final String BALANCE = "balance";

  /** A broker was restarted, and what follows a restart has not ended. */
  public static final String ROLL = "roll";

  /** When a canary's soak began, in milliseconds of the epoch; followed by its fingerprint. */
  public static final String SOAK = "soak";

  /** The fingerprint whose canary has soaked. */
  public static final String SOAKED = "soaked";

  /** Throttles as they were before, to be put back. */
  public static final String THROTTLES = "throttles";

  /** The replicas, in order, that partitions had before the moves that are under way. */
  public static final String MOVES = "moves";

  /** Replica orders as they were before leaders were moved. */
  public static final String ORDERS = "orders";

  /** Brokers that Katka cordoned, separated by commas. */
  public static final String CORDONED = "cordoned";

  /** Which keys of its own configuration a leaving broker has; followed by its id. */
  public static final String CONFIG_KEYS = "config-keys-";

  private Notes() {}
}
