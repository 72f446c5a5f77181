package io.katka.internal.steps;

/** Whether something held in two looks, one after the other: one look may be at a lucky moment. */
final class TwoLooks {
  private boolean before;

  /** Takes the next look. */
  boolean held(boolean now) {
    boolean twice = now && before;
    before = now;
    return twice;
  }

  /** Begins anew: what was seen is over. */
  void forget() {
    before = false;
  }
}
