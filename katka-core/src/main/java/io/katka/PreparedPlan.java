package io.katka;

import io.katka.error.StalePlanException;
import io.katka.internal.json.Json;
import io.katka.plan.Plan;

/** A plan that can be looked at, and carried out as long as the cluster is as it was. */
@CheckReturnValue
public final class PreparedPlan {
  private final Session session;
  private final Workflow workflow;
  private final Plan plan;

  PreparedPlan(Session session, Workflow workflow, Plan plan) {
    this.session = session;
    this.workflow = workflow;
    this.plan = plan;
  }

  /** The plan as a value. */
  public Plan plan() {
    return plan;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return plan.isEmpty();
  }

  /**
   * Carries the plan out and returns when it is done.
   *
   * @throws StalePlanException if the cluster has changed since
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

  /** Leaves it to the caller to drive the run with {@link Run#step()}. */
  public Run start() {
    return session.start(workflow, plan);
  }

  /** The plan as JSON. */
  public String toJson() {
    return Json.write(plan);
  }

  /** The plan as a table. */
  @Override
  public String toString() {
    return plan.toString();
  }
}
