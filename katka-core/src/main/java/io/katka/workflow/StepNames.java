package io.katka.workflow;

import java.util.List;

/** The names of the standard steps: what callers insert before and after. */
public final class StepNames {
  /** Fixes and records identity and intent. */
  public static final String PREPARE = "prepare";

  /** Puts back what somebody else changed at the platform. */
  public static final String PUT_BACK = "put-back";

  /** Starts controllers, which format their volumes the first time. */
  public static final String START_CONTROLLERS = "start-controllers";

  /** Waits for the metadata quorum. */
  public static final String AWAIT_QUORUM = "await-quorum";

  /** Records the cluster id in a ZooKeeper ensemble. */
  public static final String CLAIM_ENSEMBLE = "claim-ensemble";

  /** Starts brokers, which format their volumes the first time. */
  public static final String START_BROKERS = "start-brokers";

  /** Waits until brokers are registered and unfenced. */
  public static final String AWAIT_REGISTERED = "await-registered";

  /** Waits until nothing is under-replicated or without a leader. */
  public static final String AWAIT_IN_SYNC = "await-in-sync";

  /** Changes dynamic configuration. */
  public static final String CONFIGURE = "configure";

  /** The safety gate and the callers' gates. */
  public static final String GATE = "gate";

  /** Moves leaders off a broker. */
  public static final String MOVE_LEADERS = "move-leaders";

  /** Restarts a node as planned. */
  public static final String RESTART = "restart";

  /** Waits until every partition of the node has a leader. */
  public static final String AWAIT_ELECTION = "await-election";

  /** Gives preferred replicas their leadership back. */
  public static final String RESTORE_LEADERS = "restore-leaders";

  /** Watches the canary. */
  public static final String SOAK = "soak";

  /** Balances replicas and leaders. */
  public static final String BALANCE = "balance";

  /** Keeps new replicas off a broker. */
  public static final String CORDON = "cordon";

  /** Lets new replicas on a broker again. */
  public static final String UNCORDON = "uncordon";

  /** Moves everything off brokers that leave. */
  public static final String DRAIN = "drain";

  /** Makes sure that a broker is empty. */
  public static final String VERIFY_EMPTY = "verify-empty";

  /** Lets a controller vote. */
  public static final String JOIN_QUORUM = "join-quorum";

  /** Takes a controller's vote. */
  public static final String LEAVE_QUORUM = "leave-quorum";

  /** Stops a node for good. */
  public static final String STOP = "stop";

  /** Makes Kafka forget a broker. */
  public static final String UNREGISTER = "unregister";

  /** Clears a broker's dynamic configuration. */
  public static final String CLEAR_CONFIG = "clear-config";

  /** Makes the platform forget a node. */
  public static final String REMOVE = "remove";

  /** Gives a node whose data is gone a new volume. */
  public static final String REPLACE_VOLUME = "replace-volume";

  /** Finalizes the version. */
  public static final String FINALIZE = "finalize";

  /** Deletes the cluster. */
  public static final String DELETE = "delete";

  /** Starts the proof's traffic. */
  public static final String START_PROOF = "start-proof";

  /** Ends the proof's traffic. */
  public static final String STOP_PROOF = "stop-proof";

  private static final List<String> ALL =
      List.of(
          PREPARE,
          PUT_BACK,
          START_CONTROLLERS,
          AWAIT_QUORUM,
          CLAIM_ENSEMBLE,
          START_BROKERS,
          AWAIT_REGISTERED,
          AWAIT_IN_SYNC,
          CONFIGURE,
          GATE,
          MOVE_LEADERS,
          RESTART,
          AWAIT_ELECTION,
          RESTORE_LEADERS,
          SOAK,
          BALANCE,
          CORDON,
          UNCORDON,
          DRAIN,
          VERIFY_EMPTY,
          JOIN_QUORUM,
          LEAVE_QUORUM,
          STOP,
          UNREGISTER,
          CLEAR_CONFIG,
          REMOVE,
          REPLACE_VOLUME,
          FINALIZE,
          DELETE,
          START_PROOF,
          STOP_PROOF);

  /** What neither {@code without} nor {@code replace} may take away. */
  private static final List<String> SAFETY =
      List.of(GATE, VERIFY_EMPTY, AWAIT_IN_SYNC, AWAIT_QUORUM, CLAIM_ENSEMBLE, AWAIT_REGISTERED);

  private StepNames() {}

  /** All of them. */
  public static List<String> all() {
    return ALL;
  }

  /** Those that keep data safe and can neither be replaced nor left out. */
  public static List<String> safety() {
    return SAFETY;
  }
}
