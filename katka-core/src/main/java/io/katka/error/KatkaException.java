package io.katka.error;

import java.io.Serial;

/**
 * The root of everything Katka throws on purpose. Its children are cut by what a caller can do
 * next, not by where the fault arose.
 */
public class KatkaException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** An exception with what was attempted, observed against wanted, and what to do next. */
  public KatkaException(String message) {
    super(message);
  }

  /** As {@link #KatkaException(String)}, with the fault below it. */
  public KatkaException(String message, Throwable cause) {
    super(message, cause);
  }
}
