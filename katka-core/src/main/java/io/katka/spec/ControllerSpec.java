package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.util.Objects;

/**
 * The metadata quorum.
 *
 * @param topology where it runs
 * @param count how many voters, odd
 */
public record ControllerSpec(Topology topology, int count) {
  public ControllerSpec {
    Objects.requireNonNull(topology, "topology");
    if (count < 1 || count > 9 || count % 2 == 0) {
      throw new InvalidSpecException(
          "controllers",
          count,
          "1, 3, 5, 7 or 9",
          "An even number of voters tolerates no more failures than one less.");
    }
  }
}
