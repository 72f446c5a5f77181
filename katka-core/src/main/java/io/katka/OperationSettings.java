package io.katka;

import io.katka.event.KatkaEvent;
import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterSpec;
import io.katka.spi.ProofSpec;
import io.katka.workflow.WorkflowEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a request has collected; copied when a terminal verb takes it. */
final class OperationSettings {
  private final String name;
  private final List<UnaryOperator<ClusterSpec>> specEdits = new ArrayList<>();
  private final List<Consumer<KatkaEvent>> listeners = new ArrayList<>();
  private WorkflowEdits workflowEdits = WorkflowEdits.NONE;
  private @Nullable ProofSpec proof;
  private @Nullable KafkaRelease release;
  private QuorumWish quorum = new QuorumWish.Same();

  OperationSettings(String name) {
    this.name = name;
  }

  OperationSettings copy() {
    var copy = new OperationSettings(name);
    copy.specEdits.addAll(specEdits);
    copy.listeners.addAll(listeners);
    copy.workflowEdits = workflowEdits;
    copy.proof = proof;
    copy.release = release;
    copy.quorum = quorum;
    return copy;
  }

  void edit(UnaryOperator<ClusterSpec> edit) {
    specEdits.add(edit);
  }

  void edits(UnaryOperator<WorkflowEdits> change) {
    workflowEdits = change.apply(workflowEdits);
  }

  void listener(Consumer<KatkaEvent> listener) {
    listeners.add(listener);
  }

  void proof(ProofSpec spec) {
    proof = spec;
  }

  void release(KafkaRelease wanted) {
    release = wanted;
  }

  void quorum(QuorumWish wish) {
    quorum = wish;
  }

  String name() {
    return name;
  }

  WorkflowEdits edits() {
    return workflowEdits;
  }

  List<Consumer<KatkaEvent>> listeners() {
    return List.copyOf(listeners);
  }

  Optional<ProofSpec> proof() {
    return Optional.ofNullable(proof);
  }

  Optional<KafkaRelease> release() {
    return Optional.ofNullable(release);
  }

  /** What the cluster shall be, from what it is or would be by default. */
  ClusterSpec wanted(ClusterSpec base) {
    ClusterSpec spec = base;
    for (UnaryOperator<ClusterSpec> edit : specEdits) {
      spec = edit.apply(spec);
    }
    return quorum.settle(spec, base.release());
  }
}
