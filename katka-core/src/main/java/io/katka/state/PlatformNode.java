package io.katka.state;

import io.katka.spec.NodeSpec;
import java.util.Objects;

/**
 * A node as its platform sees it.
 *
 * @param spec what was last asked of the platform for it
 * @param phase what its process does
 * @param volume its volume
 * @param runningFingerprint {@code Revision.fingerprint()} of what the process was started with;
 *     empty while none runs
 * @param incarnation differs between two starts of the node; empty while none runs
 * @param detail why it is in that phase, such as an exit code; may be empty
 */
public record PlatformNode(
    NodeSpec spec,
    NodePhase phase,
    VolumeState volume,
    String runningFingerprint,
    String incarnation,
    String detail) {
  public PlatformNode {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(volume, "volume");
    Objects.requireNonNull(runningFingerprint, "runningFingerprint");
    Objects.requireNonNull(incarnation, "incarnation");
    Objects.requireNonNull(detail, "detail");
  }

  /** Its node id. */
  public int id() {
    return spec.id();
  }

  /** Whether its process runs what its spec says. */
  public boolean runsItsSpec() {
    return phase == NodePhase.RUNNING && runningFingerprint.equals(spec.revision().fingerprint());
  }
}
