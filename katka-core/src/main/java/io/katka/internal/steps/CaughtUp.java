package io.katka.internal.steps;

import io.katka.state.QuorumState.Member;

/** When a follower of the metadata log counts as caught up while it is waited for. */
final class CaughtUp {
  private static final long MILLIS = 3_000;

  private CaughtUp() {}

  static boolean is(Member member) {
    return member.lag() == 0
        || member.caughtUpAgoMillis() >= 0 && member.caughtUpAgoMillis() <= MILLIS;
  }
}
