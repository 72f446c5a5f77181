package io.katka.internal.mover;

import java.util.concurrent.TimeUnit;

/**
 * What may be under way at once: at each broker and in each direction, that is into it as a target
 * and out of it as a leader, and over the whole cluster.
 *
 * @param moves moves at a broker and direction that are not tiny
 * @param tiny tiny moves at a broker and direction
 * @param bytes bytes yet to be copied at a broker and direction; a move that is larger goes alone
 * @param total moves of the whole cluster, since the original replicas of each are noted
 */
public record Budget(int moves, int tiny, long bytes, int total) {
  private static final int MOVES = 8;
  private static final int TINY = 500;
  private static final int TOTAL = 1_000;
  private static final long LEAST_BYTES = 256L << 20;
  private static final int SECONDS = 60;

  /** The budget at a throttle of so many bytes per second, 0 for none: a minute's work. */
  public static Budget at(long bytesPerSecond) {
    return new Budget(MOVES, TINY, Math.max(LEAST_BYTES, SECONDS * bytesPerSecond), TOTAL);
  }

  /**
   * This budget so long after copying began: one move at first, then twice as many every second. A
   * throttle holds nobody before it has measured for a second, and what is copied until then goes
   * in answers that carry a piece of every partition: in-sync replicas that fetch from the same
   * leader wait for those, and producers for them.
   */
  public Budget after(long nanos) {
    long seconds = Math.min(MOVES, TimeUnit.NANOSECONDS.toSeconds(nanos));
    return new Budget(Math.min(moves, 1 << seconds), tiny, bytes, total);
  }

  /** A part of this budget, at least one move. */
  public Budget dividedBy(int divisor) {
    return new Budget(
        Math.max(1, moves / divisor),
        Math.max(1, tiny / divisor),
        Math.max(1, bytes / divisor),
        Math.max(1, total / divisor));
  }
}
