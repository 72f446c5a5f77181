package io.katka.error;

import java.io.Serial;

/** The run was cancelled. What was done stays done; {@code apply()} goes on from there. */
public final class ApplyCancelledException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  /** Says how far the run had come. */
  public ApplyCancelledException(String message) {
    super(message);
  }
}
