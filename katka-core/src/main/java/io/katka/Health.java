package io.katka;

import io.katka.error.Blocker;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether all is well with a cluster.
 *
 * @param problems what is not; empty where all is
 */
public record Health(List<Blocker> problems) {
  public Health {
    problems = List.copyOf(problems);
  }

  /** Whether all is well. */
  public boolean isHealthy() {
    return problems.isEmpty();
  }

  @Override
  public String toString() {
    return isHealthy()
        ? "healthy"
        : problems.stream()
            .map(p -> "  - " + p.describe())
            .collect(Collectors.joining("\n", "not healthy:\n", ""));
  }
}
