package io.katka.error;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The cluster is in no state for what was asked: mend what the blockers name, then run again. */
public final class PreconditionException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Blocker> blockers;

  /** Refuses to start for these reasons; at most twenty are spelled out in the message. */
  public PreconditionException(String message, List<Blocker> blockers) {
    super(message + describe(blockers));
    this.blockers = List.copyOf(blockers);
  }

  /** All reasons. */
  public List<Blocker> blockers() {
    return blockers;
  }

  private static String describe(List<Blocker> blockers) {
    String listed =
        blockers.stream().limit(20).map(b -> "\n  - " + b.describe()).collect(Collectors.joining());
    return blockers.size() > 20 ? listed + "\n  - and " + (blockers.size() - 20) + " more" : listed;
  }
}
