package io.katka.local;

import io.katka.spec.NodeSpec;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a node, before it is acted on.
 *
 * @param spec what was last asked for
 * @param process its last process; null if none was ever started
 * @param act tells the last act on it from all others
 * @param failure why it could not be started; empty if it was not tried or could
 */
record NodeRecord(NodeSpec spec, @Nullable ProcessRecord process, String act, String failure) {

  /**
   * A process of a node.
   *
   * @param token tells this start from all others; part of the command line
   * @param pid its pid; 0 until that is known
   * @param startMillis when the system says it was started; 0 until that is known
   * @param fingerprint of the revision it was started with
   * @param stopAskedMillis since when it shall stop; 0 while it shall run
   */
  record ProcessRecord(
      String token, long pid, long startMillis, String fingerprint, long stopAskedMillis) {

    static ProcessRecord launching(String token, String fingerprint) {
      return new ProcessRecord(token, 0, 0, fingerprint, 0);
    }

    ProcessRecord launched(long newPid, long newStart) {
      return new ProcessRecord(token, newPid, newStart, fingerprint, stopAskedMillis);
    }

    ProcessRecord stopAsked(long nowMillis) {
      return stopAskedMillis > 0
          ? this
          : new ProcessRecord(token, pid, startMillis, fingerprint, nowMillis);
    }

    boolean shallStop() {
      return stopAskedMillis > 0;
    }
  }

  Optional<ProcessRecord> lastProcess() {
    return Optional.ofNullable(process);
  }

  /** Something else is asked for, under an act of its own. */
  NodeRecord asked(NodeSpec wanted) {
    return new NodeRecord(wanted, process, UUID.randomUUID().toString(), "");
  }

  NodeRecord process(ProcessRecord current) {
    return new NodeRecord(spec, current, act, "");
  }

  /** Its process shall stop, if it has one. */
  NodeRecord stopAsked(long nowMillis) {
    return process == null ? this : process(process.stopAsked(nowMillis));
  }

  NodeRecord failure(String reason) {
    return new NodeRecord(spec, process, act, reason);
  }

  static NodeRecord of(NodeSpec spec) {
    return new NodeRecord(spec, null, "", "");
  }
}
