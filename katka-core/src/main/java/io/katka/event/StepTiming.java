package io.katka.event;

/**
 * Where a step's time went, in milliseconds.
 *
 * @param gateMillis waiting for its gates
 * @param actMillis acting
 * @param awaitMillis waiting for the effect
 */
public record StepTiming(long gateMillis, long actMillis, long awaitMillis) {
  /** All together. */
  public long totalMillis() {
    return gateMillis + actMillis + awaitMillis;
  }
}
