package io.katka.event;

import java.util.List;
import java.util.Objects;

/**
 * How far something has come: a tree, in which the parts of a task share out its weight.
 *
 * @param name what it is about
 * @param weight its share among its siblings, any positive scale
 * @param done how much of it itself is done, 0 to 1; not used where it has parts
 * @param parts what it is made of; may be empty
 */
public record Progress(String name, double weight, double done, List<Progress> parts) {
  public Progress {
    Objects.requireNonNull(name, "name");
    parts = List.copyOf(parts);
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY) || !(done >= 0 && done <= 1)) {
      throw new IllegalArgumentException(
          "progress of %s: weight %s must be above 0 and finite, done %s within 0 to 1"
              .formatted(name, weight, done));
    }
  }

  /** How much is done as a whole, 0 to 1. */
  public double fraction() {
    if (parts.isEmpty()) {
      return done;
    }
    double all = 0;
    double reached = 0;
    for (Progress part : parts) {
      all += part.weight;
      reached += part.weight * part.fraction();
    }
    return reached / all;
  }
}
