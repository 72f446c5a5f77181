package io.katka.plan;

/**
 * What a step touches, as far as the plan can tell.
 *
 * @param partitions partitions affected
 * @param bytes bytes copied between brokers
 * @param boundBytes the fewest bytes that any plan with the same result could copy
 * @param estimateMillis how long it takes, in milliseconds; a rough guide
 * @param boundMillis how long copying takes at least at the throttle, in milliseconds: the broker
 *     that copies most decides; 0 where nothing is copied
 */
public record Impact(
    int partitions, long bytes, long boundBytes, long estimateMillis, long boundMillis) {
  /** Touches nothing, takes no time worth naming. */
  public static final Impact NONE = new Impact(0, 0, 0, 0);

  /** Copies nothing that a throttle holds back. */
  public Impact(int partitions, long bytes, long boundBytes, long estimateMillis) {
    this(partitions, bytes, boundBytes, estimateMillis, 0);
  }

  /** Takes some time, touches no partition. */
  public static Impact lasting(long millis) {
    return new Impact(0, 0, 0, millis);
  }

  /** Both together. */
  public Impact plus(Impact other) {
    return new Impact(
        partitions + other.partitions,
        bytes + other.bytes,
        boundBytes + other.boundBytes,
        estimateMillis + other.estimateMillis,
        boundMillis + other.boundMillis);
  }
}
