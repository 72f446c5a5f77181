package io.katka;

import io.katka.error.ClusterLockedException;
import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.error.StepFailedException;

/** Something that can be planned and carried out. */
@CheckReturnValue
public sealed class ClusterOperation permits ClusterRequest {
  private final Katka katka;
  private final OperationSettings settings;
  private final Workflow workflow;

  ClusterOperation(Katka katka, OperationSettings settings, Workflow workflow) {
    this.katka = katka;
    this.settings = settings;
    this.workflow = workflow;
  }

  final Katka katka() {
    return katka;
  }

  final OperationSettings settings() {
    return settings;
  }

  private Session session() {
    return new Session(katka, settings.copy());
  }

  /**
   * Works out what would be done. Nothing is touched.
   *
   * @throws InvalidSpecException if what is asked for cannot be
   * @throws PreconditionException if the cluster is in no state for it
   */
  public PreparedPlan plan() {
    return session().prepare(workflow);
  }

  /**
   * Works out what is to be done, does it, and returns when it is done. Where a cluster has to come
   * up before the rest can be planned, both parts are done one after the other. Interrupting the
   * thread cancels.
   *
   * @return how it went; an empty plan where there was nothing to do
   * @throws InvalidSpecException if what is asked for cannot be; nothing was touched
   * @throws PreconditionException if the cluster is in no state for it; nothing was touched
   * @throws ClusterLockedException if another run is at work
   * @throws StepFailedException if a step failed; calling again goes on from there
   */
  public ApplyResult apply() {
    return start().drive();
  }

  /** Does the same on a thread of its own. */
  public Run applyAsync() {
    Run run = start();
    run.driveAsync();
    return run;
  }

  /**
   * Takes the cluster's lock and plans, then leaves it to the caller to drive the run with {@link
   * Run#step()}: no thread waits for it.
   */
  public Run start() {
    return session().start(workflow);
  }
}
