package io.katka.world;

import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;

/** A node of the small world: a process that takes a while to come and go. */
final class WorldNode {
  private static final long START_MILLIS = 2_000;
  private static final long STOP_MILLIS = 500;

  NodeSpec spec;
  VolumeState volume = VolumeState.NEW;
  NodePhase phase = NodePhase.STOPPED;
  String running = "";
  String detail = "";
  long until;
  int starts;
  boolean startsAgain;

  WorldNode(NodeSpec spec) {
    this.spec = spec;
  }

  boolean isUp() {
    return phase == NodePhase.RUNNING;
  }

  void start(long now) {
    if (phase == NodePhase.STOPPED || phase == NodePhase.FAILED) {
      phase = NodePhase.STARTING;
      running = spec.revision().fingerprint();
      until = now + START_MILLIS;
      starts++;
    }
  }

  void stop(long now, boolean again) {
    startsAgain = again;
    if (phase == NodePhase.RUNNING || phase == NodePhase.STARTING) {
      phase = NodePhase.STOPPING;
      until = now + STOP_MILLIS;
    } else if (again) {
      start(now);
    }
  }

  void advance(long now, String brokenVersion) {
    if (phase == NodePhase.STOPPING && now >= until) {
      phase = NodePhase.STOPPED;
      running = "";
      if (startsAgain) {
        start(now);
      }
    }
    if (phase == NodePhase.STARTING && now >= until) {
      boolean broken = spec.revision().release().version().equals(brokenVersion);
      phase = broken ? NodePhase.FAILED : NodePhase.RUNNING;
      running = broken ? "" : running;
      detail = broken ? "exit code 1" : "";
      volume = VolumeState.FORMATTED;
    }
  }

  PlatformNode view() {
    return new PlatformNode(
        spec, phase, volume, running, running.isEmpty() ? "" : "#" + starts, detail);
  }
}
