package io.katka.internal.steps;

import io.katka.plan.Action;
import io.katka.plan.PlannedStep;
import io.katka.spi.ProofSpec;
import io.katka.step.Step;
import io.katka.workflow.WorkflowEdits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes the step that carries out an action. */
public final class StepFactory {
  private final Map<Class<? extends Action>, Function<PlannedStep, Step>> makers =
      new LinkedHashMap<>();
  private final ProbeHolder probe = new ProbeHolder();

  /**
   * Makes steps for one run.
   *
   * @param edits the caller's steps and gates
   * @param proof the traffic to prove with
   */
  public StepFactory(WorkflowEdits edits, ProofSpec proof) {
    var gates = new Gates(edits.gates());
    on(Action.Prepare.class, (p, a) -> new PrepareStep(p.name(), a.foundation()));
    on(
        Action.Intend.class,
        (p, a) -> Step.of(p.name(), context -> context.keep(a.note(), a.text())));
    on(
        Action.PutBack.class,
        (p, a) ->
            Step.of(
                p.name(),
                context -> context.platform().putBack(context.lock(), context.ref(), a.object())));
    on(Action.StartNodes.class, (p, a) -> new StartNodesStep(p.name(), a.nodes(), a.awaited()));
    on(Action.AwaitQuorum.class, (p, a) -> new AwaitQuorumStep(a.voters()));
    on(Action.ClaimEnsemble.class, (p, a) -> new ClaimEnsembleStep(a.clusterId()));
    on(Action.AwaitRegistered.class, (p, a) -> new AwaitRegisteredStep(a.brokers(), probe));
    on(Action.AwaitInSync.class, (p, a) -> new AwaitInSyncStep());
    on(Action.AwaitElection.class, (p, a) -> new AwaitElectionStep(a.node()));
    on(Action.CheckGate.class, (p, a) -> new GateStep(Set.of(a.node()), gates));
    on(Action.CheckBatch.class, (p, a) -> new GateStep(a.nodes(), gates));
    on(Action.RestartBatch.class, (p, a) -> new RestartBatchStep(a.nodes(), gates));
    on(Action.MoveLeaders.class, (p, a) -> new MoveLeadersStep(a.node()));
    on(Action.RestartNode.class, (p, a) -> new RestartStep(a.node(), gates));
    on(Action.RestoreLeaders.class, (p, a) -> new RestoreLeadersStep());
    on(Action.Soak.class, (p, a) -> new SoakStep(a.node(), a.millis()));
    on(
        Action.Balance.class,
        (p, a) -> new BalanceStep(p.name(), a.leaving(), a.policy(), gates, probe));
    on(Action.Cordon.class, (p, a) -> new CordonStep(a.node(), a.cordoned()));
    on(Action.VerifyEmpty.class, (p, a) -> new VerifyEmptyStep(a.node()));
    on(Action.JoinQuorum.class, (p, a) -> new JoinQuorumStep(a.node()));
    on(Action.LeaveQuorum.class, (p, a) -> new LeaveQuorumStep(a.node()));
    on(Action.StopNode.class, (p, a) -> new StopStep(a.node(), gates));
    on(Action.Unregister.class, (p, a) -> new UnregisterStep(a.node()));
    on(Action.ClearConfig.class, (p, a) -> new ClearConfigStep(a.node()));
    on(Action.RemoveNode.class, (p, a) -> new RemoveStep(a.node(), a.keepVolumes()));
    on(Action.ReplaceVolume.class, (p, a) -> new ReplaceVolumeStep(a.node()));
    on(Action.Configure.class, (p, a) -> new ConfigureStep(a.set(), a.removed()));
    on(Action.FinalizeFeatures.class, (p, a) -> new FinalizeStep(a.levels()));
    on(Action.DeleteCluster.class, (p, a) -> new DeleteStep(a.keepVolumes()));
    on(Action.StartProof.class, (p, a) -> new StartProofStep(proof, probe));
    on(Action.StopProof.class, (p, a) -> new StopProofStep(probe));
    on(Action.Custom.class, (p, a) -> edits.step(a));
  }

  private interface Maker<A extends Action> {
    Step make(PlannedStep planned, A action);
  }

  private <A extends Action> void on(Class<A> type, Maker<A> maker) {
    makers.put(type, planned -> maker.make(planned, type.cast(planned.action())));
  }

  /** The step for an action, new. */
  public Step create(PlannedStep planned) {
    Function<PlannedStep, Step> maker = makers.get(planned.action().getClass());
    if (maker == null) {
      throw new IllegalStateException("no step carries out " + planned.action());
    }
    return maker.apply(planned);
  }

  /** The run's traffic. */
  public ProbeHolder probe() {
    return probe;
  }
}
