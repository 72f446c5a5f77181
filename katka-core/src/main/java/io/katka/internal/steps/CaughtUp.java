package io.katka.internal.steps;

import io.katka.state.QuorumState.Member;

/** When a follower of the metadata log counts as caught up while it is waited for. */
final class CaughtUp {
  /** Less than any node takes to come back: who was caught up within it is back since then. */
  private static final long MILLIS = 1_000;

  private CaughtUp() {}

  static boolean is(Member member) {
    return member.lag() == 0
        || member.caughtUpAgoMillis() >= 0 && member.caughtUpAgoMillis() <= MILLIS;
  }
}
