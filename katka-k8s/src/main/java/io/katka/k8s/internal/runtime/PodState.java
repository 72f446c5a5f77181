package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.katka.k8s.internal.manifest.Annotations;
import io.katka.state.NodePhase;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a pod tells of itself.
 *
 * @param phase what its Kafka container does
 * @param running whether that container runs, ready or not
 * @param detail why it is not further; may be empty
 * @param foundEmptyVolume whether its last container refused to start on an empty volume
 * @param terminating whether it was asked to go
 */
record PodState(
    NodePhase phase,
    boolean running,
    String fingerprint,
    String incarnation,
    String detail,
    boolean foundEmptyVolume,
    boolean terminating) {
  static final PodState NONE = new PodState(NodePhase.STOPPED, false, "", "", "", false, false);

  /** How the container ends when it may not format the empty volume that it found. */
  static final int EMPTY_VOLUME = 78;

  /** A pod that fails this often is no pod on its way up. */
  private static final int FAILURES = 2;

  /** Why pods have to go from a machine that is lost. */
  private static final String TAINTED = "DeletionByTaintManager";

  /** What no waiting mends. */
  private static final Set<String> HOPELESS =
      Set.of(
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "InvalidImageName",
          "CreateContainerConfigError",
          "RunContainerError");

  static PodState of(Pod pod) {
    PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    ContainerStatus kafka = kafka(status);
    ContainerState state = Optional.ofNullable(kafka.getState()).orElseGet(ContainerState::new);
    int restarts = Optional.ofNullable(kafka.getRestartCount()).orElse(0);
    Optional<ContainerStateTerminated> ended = lastEnd(kafka, state);
    boolean terminating = pod.getMetadata().getDeletionTimestamp() != null;
    boolean empty =
        state.getRunning() == null && ended.map(PodState::saysEmptyVolume).orElse(false);
    return new PodState(
        phase(status, state, restarts, empty),
        state.getRunning() != null,
        NodeView.annotation(pod.getMetadata().getAnnotations(), Annotations.FINGERPRINT),
        pod.getMetadata().getUid() + "/" + restarts,
        terminating ? leaving(pod, status) : detail(status, state, ended),
        empty,
        terminating);
  }

  /** A pod whose machine is gone stays: nobody there can say that it has ended. */
  private static String leaving(Pod pod, PodStatus status) {
    return conditions(status).stream()
            .anyMatch(c -> "DisruptionTarget".equals(c.getType()) && TAINTED.equals(c.getReason()))
        ? "Kubernetes told its pod to go because machine %s does not answer or is tainted, and has to hear from there that it ended; if that machine is off for good, delete the pod: kubectl delete pod %s --force"
            .formatted(
                Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName).orElse("?"),
                pod.getMetadata().getName())
        : "";
  }

  private static NodePhase phase(
      PodStatus status, ContainerState state, int restarts, boolean foundEmptyVolume) {
    if (foundEmptyVolume) {
      return NodePhase.FAILED;
    }
    if (state.getRunning() != null) {
      String since = Optional.ofNullable(state.getRunning().getStartedAt()).orElse("");
      return hasBeenReady(status, since) ? NodePhase.RUNNING : NodePhase.STARTING;
    }
    String waiting =
        Optional.ofNullable(state.getWaiting()).map(ContainerStateWaiting::getReason).orElse("");
    boolean failing = restarts >= FAILURES || (restarts > 0 && "CrashLoopBackOff".equals(waiting));
    return failing || HOPELESS.contains(waiting) ? NodePhase.FAILED : NodePhase.STARTING;
  }

  /** Whether its port was open once since then: it is, or it became so and closed after that. */
  private static boolean hasBeenReady(PodStatus status, String since) {
    return conditions(status).stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .anyMatch(
            condition ->
                "True".equals(condition.getStatus())
                    || Optional.ofNullable(condition.getLastTransitionTime())
                        .map(changed -> changed.compareTo(since) > 0)
                        .orElse(false));
  }

  private static List<PodCondition> conditions(PodStatus status) {
    return Optional.ofNullable(status.getConditions()).orElse(List.of());
  }

  private static ContainerStatus kafka(PodStatus status) {
    List<ContainerStatus> all =
        Optional.ofNullable(status.getContainerStatuses()).orElse(List.of());
    return all.stream()
        .filter(container -> "kafka".equals(container.getName()))
        .findFirst()
        .orElseGet(ContainerStatus::new);
  }

  private static Optional<ContainerStateTerminated> lastEnd(
      ContainerStatus kafka, ContainerState state) {
    return Optional.ofNullable(state.getTerminated())
        .or(() -> Optional.ofNullable(kafka.getLastState()).map(ContainerState::getTerminated));
  }

  private static boolean saysEmptyVolume(ContainerStateTerminated ended) {
    return Integer.valueOf(EMPTY_VOLUME).equals(ended.getExitCode());
  }

  private static String detail(
      PodStatus status, ContainerState state, Optional<ContainerStateTerminated> ended) {
    if (state.getRunning() != null) {
      return "";
    }
    if (ended.isPresent()) {
      return ended(ended.get());
    }
    Optional<ContainerStateWaiting> waiting = Optional.ofNullable(state.getWaiting());
    return waiting
        .filter(w -> !Set.of("ContainerCreating", "PodInitializing").contains(w.getReason()))
        .map(w -> words(w.getReason(), w.getMessage()))
        .or(() -> unscheduled(status))
        .or(() -> Optional.ofNullable(status.getReason()).map(r -> words(r, status.getMessage())))
        .orElse("");
  }

  private static String ended(ContainerStateTerminated end) {
    String how =
        end.getSignal() != null && end.getSignal() > 0
            ? "its process was ended by signal " + end.getSignal()
            : "its process ended with exit code " + end.getExitCode();
    boolean plain =
        end.getReason() == null || Set.of("Error", "Completed").contains(end.getReason());
    String why = plain ? "" : " (" + end.getReason() + ")";
    String message = end.getMessage() == null ? "" : ": " + end.getMessage().strip();
    return how + why + message;
  }

  private static Optional<String> unscheduled(PodStatus status) {
    return conditions(status).stream()
        .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
        .findFirst()
        .map(c -> words(c.getReason(), c.getMessage()));
  }

  private static String words(String reason, @org.jspecify.annotations.Nullable String message) {
    return message == null || message.isEmpty() ? reason : reason + ": " + message;
  }
}
