package io.katka.error;

import java.util.Objects;

/**
 * One thing wrong with what the caller asked for.
 *
 * @param field the name of the setting, as the caller wrote it, such as {@code replicas}
 * @param value what was given or observed
 * @param allowed what would have been accepted
 * @param remedy what to do next
 */
public record Problem(String field, String value, String allowed, String remedy) {
  public Problem {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(allowed, "allowed");
    Objects.requireNonNull(remedy, "remedy");
  }

  @Override
  public String toString() {
    return field + " is " + value + ", allowed: " + allowed + ". " + remedy;
  }
}
