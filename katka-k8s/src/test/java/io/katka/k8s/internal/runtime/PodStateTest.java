package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.katka.k8s.internal.manifest.Annotations;
import io.katka.state.NodePhase;
import org.junit.jupiter.api.Test;

/** What a pod's status means. */
class PodStateTest {
  private static final ContainerState RUNNING =
      new ContainerStateBuilder()
          .withNewRunning()
          .withStartedAt("2026-01-01T00:01:00Z")
          .endRunning()
          .build();

  @Test
  void aPodRunsOnceItsPortWasOpenSinceItsContainerStarted() {
    assertThat(phase(false, "2026-01-01T00:00:59Z")).isEqualTo(NodePhase.STARTING);
    assertThat(phase(true, "2026-01-01T00:01:10Z")).isEqualTo(NodePhase.RUNNING);
    assertThat(phase(false, "2026-01-01T00:02:00Z")).isEqualTo(NodePhase.RUNNING);
  }

  private static NodePhase phase(boolean ready, String since) {
    Pod pod = pod(RUNNING, null, 0, ready);
    pod.getStatus().getConditions().get(0).setLastTransitionTime(since);
    return PodState.of(pod).phase();
  }

  @Test
  void whatItsContainerListensOnIsThereBeforeItIsReady() {
    PodState starting = PodState.of(pod(RUNNING, null, 0, false));
    assertThat(starting.phase()).isEqualTo(NodePhase.STARTING);
    assertThat(starting.running()).isTrue();
    assertThat(PodState.of(pod(waiting("ContainerCreating", ""), null, 0, false)).running())
        .isFalse();
    assertThat(PodState.of(pod(ended(1, ""), null, 0, true)).running()).isFalse();
  }

  @Test
  void eachStartOfItsContainerIsAnotherIncarnation() {
    assertThat(PodState.of(pod(RUNNING, null, 0, true)).incarnation())
        .isNotEqualTo(PodState.of(pod(RUNNING, null, 1, true)).incarnation());
  }

  @Test
  void anImageThatCannotBeHadIsNoStart() {
    PodState state =
        PodState.of(pod(waiting("ImagePullBackOff", "no such image kafka:none"), null, 0, false));

    assertThat(state.phase()).isEqualTo(NodePhase.FAILED);
    assertThat(state.detail()).isEqualTo("ImagePullBackOff: no such image kafka:none");
  }

  @Test
  void oneFailureIsNoCrashLoopAndTwoAre() {
    ContainerState backOff = waiting("CrashLoopBackOff", "back-off 10s");

    assertThat(PodState.of(pod(RUNNING, ended(1, ""), 1, false)).phase())
        .isEqualTo(NodePhase.STARTING);
    PodState looping = PodState.of(pod(backOff, ended(137, ""), 2, false));
    assertThat(looping.phase()).isEqualTo(NodePhase.FAILED);
    assertThat(looping.detail()).isEqualTo("its process ended with exit code 137");
  }

  @Test
  void aContainerThatRefusesAnEmptyVolumeSaysSo() {
    ContainerState refused = ended(PodState.EMPTY_VOLUME, "katka: the volume is empty");

    PodState state = PodState.of(pod(waiting("CrashLoopBackOff", ""), refused, 1, false));

    assertThat(state.foundEmptyVolume()).isTrue();
    assertThat(state.phase()).isEqualTo(NodePhase.FAILED);
    assertThat(PodState.of(pod(RUNNING, refused, 2, true)).foundEmptyVolume()).isFalse();
  }

  @Test
  void aPodThatNoNodeTakesSaysWhy() {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withUid("u")
            .endMetadata()
            .withNewStatus()
            .withPhase("Pending")
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/3 nodes are available: 3 Insufficient memory.")
            .endCondition()
            .endStatus()
            .build();

    PodState state = PodState.of(pod);

    assertThat(state.phase()).isEqualTo(NodePhase.STARTING);
    assertThat(state.detail())
        .isEqualTo("Unschedulable: 0/3 nodes are available: 3 Insufficient memory.");
  }

  @Test
  void aPodOnALostMachineSaysWhichAndWhatToDo() {
    Pod pod = pod(RUNNING, null, 0, false);
    pod.getMetadata().setName("kafka-broker-3-0");
    pod.getMetadata().setDeletionTimestamp("2026-01-01T00:02:00Z");
    pod.setSpec(new PodSpecBuilder().withNodeName("machine-c").build());

    assertThat(PodState.of(pod).detail()).isEmpty();
    pod.getStatus()
        .getConditions()
        .add(
            new PodConditionBuilder()
                .withType("DisruptionTarget")
                .withStatus("True")
                .withReason("DeletionByTaintManager")
                .build());
    assertThat(PodState.of(pod).detail())
        .contains("machine-c does not answer", "kubectl delete pod kafka-broker-3-0 --force");
  }

  private static ContainerState waiting(String reason, String message) {
    return new ContainerStateBuilder().withNewWaiting(message, reason).build();
  }

  private static ContainerState ended(int code, String message) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(code)
        .withReason("Error")
        .withMessage(message.isEmpty() ? null : message)
        .endTerminated()
        .build();
  }

  private static Pod pod(ContainerState state, ContainerState last, int restarts, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withUid("u")
        .addToAnnotations(Annotations.FINGERPRINT, "f")
        .endMetadata()
        .withNewStatus()
        .addNewContainerStatus()
        .withName("kafka")
        .withState(state)
        .withLastState(last)
        .withRestartCount(restarts)
        .endContainerStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .endCondition()
        .endStatus()
        .build();
  }
}
