package io.katka.internal.gate;

import io.katka.state.QuorumState.Member;

/**
 * When a voter or an observer of the metadata log counts as caught up, for gates and waits alike.
 */
public final class CaughtUp {
  /**
   * Any broker may have answered what is judged here, as of when it was caught up: that must be
   * after the last restart, and no restart takes less than this. There is a record every half a
   * second, or none to lack.
   */
  private static final long MILLIS = 1_000;

  private CaughtUp() {}

  /** Whether it lacks nothing, or lacked nothing a moment ago. */
  public static boolean is(Member member) {
    return member.lag() == 0
        || member.caughtUpAgoMillis() >= 0 && member.caughtUpAgoMillis() <= MILLIS;
  }
}
