package io.katka.error;

import java.io.Serial;
import java.time.Duration;

/**
 * Something could not be seen or told just now: a timeout, a refused connection, an open circuit
 * breaker. Inside a run the engine waits and looks again; it never concludes anything from it, and
 * an act that ends so may or may not have had its effect.
 */
public final class UnreachableException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /** Something is out of sight; look again at once. */
  public UnreachableException(String message, Throwable cause) {
    this(message, Duration.ZERO, cause);
  }

  /** Something is out of sight, and looking again before {@code retryAfter} is of no use. */
  public UnreachableException(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** How long to wait before looking again; zero where that is not known. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
