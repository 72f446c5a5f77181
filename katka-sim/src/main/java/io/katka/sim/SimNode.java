package io.katka.sim;

import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;

/**
 * A node: its process as the platform sees it, and what the rest of the cluster can tell of it.
 * {@link SimNodes} moves it along.
 */
final class SimNode {
  NodeSpec spec;
  NodePhase phase = NodePhase.STOPPED;
  VolumeState volume = VolumeState.NEW;
  String running = "";
  String detail = "";
  int starts;

  /** Counts up whenever what was scheduled for this node no longer holds. */
  int generation;

  /** Its process has come so far that it takes part in the cluster. */
  boolean up;

  /** Its process stands still, but is there. */
  boolean paused;

  /** It reaches nobody, and nobody reaches it. */
  boolean cut;

  /** Its logs must be checked before it serves. */
  boolean unclean;

  boolean slowStart;
  boolean slowDisk;
  boolean diskFull;
  boolean lost;

  /** Registered with the controllers. */
  boolean registered;

  /** Registered, and counted on by the controllers. */
  boolean unfenced;

  /** What the controllers know of it is of an earlier process. */
  boolean newSession;

  /** On its way down in order: no replica of it may join an in-sync set. */
  boolean leaving;

  /** Since when it cannot be relied on; meaningless while it can. */
  long silentSince;

  /** Since when it follows the metadata log again. */
  long followsSince;

  /** Its metadata stands still since then; negative while it follows. */
  long metadataStuckSince = -1;

  /** Katka has taken it down, and it does not serve again yet. */
  boolean downByKatka;

  String directoryId = "";

  SimNode(NodeSpec spec) {
    this.spec = spec;
  }

  int id() {
    return spec.id();
  }

  boolean isBroker() {
    return spec.kind().isBroker();
  }

  boolean isController() {
    return spec.kind().isController();
  }

  /** Whether it can be talked to. */
  boolean answers() {
    return up && !paused && !cut;
  }

  /** Whether it takes requests of clients: it has registered since it started. */
  boolean answersClients() {
    return answers() && registered && !newSession;
  }

  /** Whether it is a broker that can hold its part of a partition just now. */
  boolean serves() {
    return answers() && unfenced;
  }

  boolean isDown() {
    return phase == NodePhase.STOPPED || phase == NodePhase.FAILED;
  }

  PlatformNode view() {
    return new PlatformNode(
        spec, phase, volume, running, running.isEmpty() ? "" : id() + "#" + starts, detail);
  }
}
