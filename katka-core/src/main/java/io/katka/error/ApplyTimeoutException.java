package io.katka.error;

import java.io.Serial;

/** The caller's time for a run or a wait is over. The message names what it waited for. */
public final class ApplyTimeoutException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  /** Says what was awaited, for how long, and what blocked it. */
  public ApplyTimeoutException(String message) {
    super(message);
  }
}
