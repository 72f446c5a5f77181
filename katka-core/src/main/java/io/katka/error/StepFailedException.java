package io.katka.error;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step could not be carried out. The run can be resumed: call {@code apply()} again once mended.
 */
public final class StepFailedException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  private final String step;
  private final transient List<String> logTail;

  /**
   * A failed step.
   *
   * @param step the id of the step within its plan
   * @param logTail the last lines of the node's log, oldest first; empty where no node is at fault
   */
  public StepFailedException(
      String step, String message, List<String> logTail, @Nullable Throwable cause) {
    super("Step " + step + ": " + message + (logTail.isEmpty() ? "" : tail(logTail)), cause);
    this.step = step;
    this.logTail = List.copyOf(logTail);
  }

  /** The id of the step within its plan, such as {@code roll broker 3/restart}. */
  public String step() {
    return step;
  }

  /** The last lines of the failing node's log, oldest first. */
  public List<String> logTail() {
    return logTail;
  }

  private static String tail(List<String> lines) {
    return "\nIts last log lines:\n  " + String.join("\n  ", lines);
  }
}
