package io.katka.event;

import io.katka.error.Blocker;
import java.time.Instant;
import java.util.Objects;

/** A blocker and since when it has stood in the way. */
public record BlockedSince(Blocker blocker, Instant since) {
  public BlockedSince {
    Objects.requireNonNull(blocker, "blocker");
    Objects.requireNonNull(since, "since");
  }
}
