package io.katka.internal.steps;

/**
 * What remains, as a wait for progress sees it. What begins, or begins again, brings the end
 * nearer, though there is more to copy then: a partition that waited has grown.
 */
final class Headway {
  /** So that what remains stays positive however often moves begin. */
  private static final long ROOM = 1L << 60;

  private boolean begins;
  private long offset = ROOM;
  private long last = Long.MAX_VALUE;

  /** Something begins. */
  void begins() {
    begins = true;
  }

  /** What remains where so much is yet to be copied: less than before, if something began. */
  long remaining(long behind) {
    long remaining = behind + offset;
    if (begins && remaining >= last) {
      offset -= remaining - last + 1;
      remaining = behind + offset;
    }
    begins = false;
    last = remaining;
    return remaining;
  }
}
