package io.katka.plan;

import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A whole change as a value.
 *
 * @param ref the cluster it is for
 * @param location where that is, in words, such as a directory or a Kubernetes context
 * @param clusterId Kafka's cluster id; empty while there is none
 * @param workflow the kind of change: {@code apply}, {@code finalize}, {@code rollback}, {@code
 *     delete}
 * @param target what the cluster is to be afterwards
 * @param phases what is done, in order; empty where there is nothing to do
 * @param notes what the caller should know, such as how a version was read
 * @param basis tells apart states of the cluster that call for different plans
 */
public record Plan(
    ClusterRef ref,
    String location,
    String clusterId,
    String workflow,
    ClusterSpec target,
    List<Phase> phases,
    List<String> notes,
    String basis) {
  public Plan {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(clusterId, "clusterId");
    Objects.requireNonNull(workflow, "workflow");
    Objects.requireNonNull(target, "target");
    phases = List.copyOf(phases);
    notes = List.copyOf(notes);
    Objects.requireNonNull(basis, "basis");
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return phases.isEmpty();
  }

  /** All steps in order. */
  public List<PlannedStep> steps() {
    return phases.stream().flatMap(p -> p.steps().stream()).toList();
  }

  /** What it touches as a whole. */
  public Impact impact() {
    return phases.stream().map(Phase::impact).reduce(Impact.NONE, Impact::plus);
  }

  /** This plan with further notes. */
  public Plan withNotes(List<String> more) {
    var all = new ArrayList<>(notes);
    all.addAll(more);
    return new Plan(ref, location, clusterId, workflow, target, phases, all, basis);
  }

  /** The plan as a table for a person. */
  @Override
  public String toString() {
    return PlanTable.render(this);
  }
}
