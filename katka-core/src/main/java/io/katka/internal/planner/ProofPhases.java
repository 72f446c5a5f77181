package io.katka.internal.planner;

import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.Plan;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;

/** Puts a plan between the start and the end of the traffic that proves what clients see. */
public final class ProofPhases {
  private ProofPhases() {}

  /** The plan under traffic; a cluster that is not up yet gets it as soon as it is. */
  public static Plan around(Plan plan) {
    if (plan.isEmpty()) {
      return plan;
    }
    var phases = new ArrayList<>(plan.phases());
    boolean starts =
        phases.get(0).name().equals("provision") || phases.get(0).name().equals("start");
    phases.add(
        starts ? 1 : 0,
        phase("start proof", StepNames.START_PROOF, new Action.StartProof(), "traffic begins"));
    phases.add(phase("stop proof", StepNames.STOP_PROOF, new Action.StopProof(), "all is counted"));
    return new Plan(
        plan.ref(),
        plan.location(),
        plan.clusterId(),
        plan.workflow(),
        plan.target(),
        phases,
        plan.notes(),
        plan.basis());
  }

  private static Phase phase(String name, String step, Action action, String why) {
    PlannedStep planned = Steps.simple(step, action, -1, why, Risk.LOW);
    return new Phase(name, "asked for by prove", List.of(planned), List.of());
  }
}
