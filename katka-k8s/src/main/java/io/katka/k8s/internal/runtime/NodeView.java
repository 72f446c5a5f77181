package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node from its objects.
 *
 * @param spec what was last asked for
 * @param set its StatefulSet
 * @param pod its pod, if there is one
 * @param claim its volume's claim, if there is one
 * @param dismissed whether the pod is known to be on its way out, whatever it shows
 */
record NodeView(
    NodeSpec spec,
    StatefulSet set,
    Optional<Pod> pod,
    Optional<PersistentVolumeClaim> claim,
    boolean dismissed) {

  /** Whether it shall be up. */
  boolean shallRun() {
    return Optional.ofNullable(set.getSpec().getReplicas()).orElse(1) > 0;
  }

  /** Whether there is something to connect to: what listens already need not be ready yet. */
  boolean isReachable() {
    PodState state = state();
    return shallRun() && state.running() && !isLeaving(state);
  }

  private PodState state() {
    return pod.map(PodState::of).orElse(PodState.NONE);
  }

  private boolean isLeaving(PodState state) {
    return pod.isPresent() && (state.terminating() || dismissed);
  }

  /** Whether it is down because that was asked for. */
  boolean isStopped() {
    return !annotation(set.getMetadata().getAnnotations(), Keys.STOPPED).isEmpty();
  }

  /** The ConfigMaps that pods made from its set read. */
  List<String> files() {
    return set.getSpec().getTemplate().getSpec().getVolumes().stream()
        .filter(volume -> volume.getName().equals("node"))
        .map(volume -> volume.getConfigMap().getName())
        .toList();
  }

  PlatformNode node() {
    PodState state = state();
    boolean leaving = isLeaving(state);
    NodePhase phase = phase(state, leaving);
    boolean up = !phase.isDown();
    return new PlatformNode(
        spec,
        phase,
        volume(state),
        up ? state.fingerprint() : "",
        up ? state.incarnation() : "",
        phase == NodePhase.RUNNING || (leaving && !state.terminating()) ? "" : state.detail());
  }

  private NodePhase phase(PodState state, boolean leaving) {
    if (leaving) {
      return NodePhase.STOPPING;
    }
    if (!shallRun()) {
      return pod.isPresent() ? NodePhase.STOPPING : NodePhase.STOPPED;
    }
    if (pod.isEmpty()) {
      return NodePhase.STARTING;
    }
    return state.phase();
  }

  private VolumeState volume(PodState state) {
    if (state.foundEmptyVolume()) {
      return VolumeState.WIPED;
    }
    boolean formatted =
        state.phase() == NodePhase.RUNNING
            || claim
                .map(c -> c.getMetadata().getAnnotations())
                .map(annotations -> annotations.containsKey(Keys.FORMATTED))
                .orElse(false);
    return formatted ? VolumeState.FORMATTED : VolumeState.NEW;
  }

  static String annotation(Map<String, String> annotations, String key) {
    return annotations == null ? "" : annotations.getOrDefault(key, "");
  }
}
