package io.katka.balance;

import io.katka.error.InvalidSpecException;
import java.util.Objects;

/**
 * A broker as the planner sees it.
 *
 * @param id its node id, 0 or more
 * @param rack its rack; empty for none
 * @param state whether it takes replicas
 * @param diskBytes how many bytes of replicas fit on it; 0 where not known, which is no bound
 * @param networkBytesPerSecond what its network carries, each way; 0 where not known
 */
public record BrokerSlot(
    int id, String rack, State state, long diskBytes, long networkBytesPerSecond) {

  /** Whether a broker takes replicas. */
  public enum State {
    /** Holds replicas and takes more. */
    ACTIVE,
    /** Takes replicas; has none yet, or few. */
    NEW,
    /** Is to be emptied; takes none. */
    DRAINING,
    /** Is gone; its replicas are to be made anew elsewhere. */
    DEAD;

    /** Whether a broker in this state may be given replicas. */
    public boolean receives() {
      return this == ACTIVE || this == NEW;
    }
  }

  public BrokerSlot {
    Objects.requireNonNull(rack, "rack");
    Objects.requireNonNull(state, "state");
    if (id < 0 || diskBytes < 0 || networkBytesPerSecond < 0) {
      throw new InvalidSpecException(
          "broker",
          "id " + id + ", disk " + diskBytes + ", network " + networkBytesPerSecond,
          "0 or more for each",
          "0 bytes mean not known.");
    }
  }

  /** A broker of no known capacity. */
  public static BrokerSlot of(int id, String rack, State state) {
    return new BrokerSlot(id, rack, state, 0, 0);
  }

  /** An active broker of no rack and no known capacity. */
  public static BrokerSlot active(int id) {
    return of(id, "", State.ACTIVE);
  }
}
