package io.katka.error;

import java.io.Serial;

/** The cluster changed between {@code plan()} and {@code plan.apply()}: plan again. */
public final class StalePlanException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  /** Says what changed since the plan was made. */
  public StalePlanException(String message) {
    super(message);
  }
}
