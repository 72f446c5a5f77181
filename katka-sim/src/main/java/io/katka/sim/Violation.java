package io.katka.sim;

import java.util.Objects;

/**
 * Something that must never happen, and did.
 *
 * @param invariant which of the invariants, in a few words
 * @param detail what was seen
 * @param atMillis when, in virtual milliseconds of the world
 */
public record Violation(Invariant invariant, String detail, long atMillis) {
  public Violation {
    Objects.requireNonNull(invariant, "invariant");
    Objects.requireNonNull(detail, "detail");
  }

  @Override
  public String toString() {
    return "%s at %d ms: %s".formatted(invariant, atMillis, detail);
  }
}
