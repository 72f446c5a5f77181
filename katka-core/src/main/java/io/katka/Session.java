package io.katka;

import io.katka.error.Blocker;
import io.katka.error.InvalidSpecException;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.error.Problem;
import io.katka.error.StalePlanException;
import io.katka.event.KatkaEvent;
import io.katka.internal.engine.Journal;
import io.katka.internal.engine.Observer;
import io.katka.internal.engine.PlanRun;
import io.katka.internal.engine.Renewal;
import io.katka.internal.engine.RunSetup;
import io.katka.internal.gate.SafetyGate;
import io.katka.internal.planner.Defaults;
import io.katka.internal.planner.Identities;
import io.katka.internal.planner.PlannedNodes;
import io.katka.internal.planner.Planner;
import io.katka.internal.planner.ProofPhases;
import io.katka.internal.steps.StepFactory;
import io.katka.plan.Plan;
import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.KafkaGateway;
import io.katka.spi.Platform;
import io.katka.spi.ProofSpec;
import io.katka.spi.Purpose;
import io.katka.spi.Time;
import io.katka.state.ObservedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request on its way to a plan and a run. */
final class Session {
  private final Katka katka;
  private final OperationSettings settings;
  private final Platform platform;
  private final ClusterRef ref;
  private final Time time;

  Session(Katka katka, OperationSettings settings) {
    this.katka = katka;
    this.settings = settings;
    platform = katka.platform();
    ref = platform.ref(settings.name());
    time = katka.time();
  }

  ClusterStatus status() {
    try (KafkaGateway gateway = gateway()) {
      ObservedCluster observed = new Observer(platform, gateway, time).glance(ref);
      Connection clients = platform.connection(ref, Purpose.CLIENT);
      List<String> bootstrap = observed.kafka().isPresent() ? clients.brokers() : List.of();
      return new ClusterStatus(observed, platform.location(ref), bootstrap, health(observed));
    }
  }

  private static Health health(ObservedCluster observed) {
    Foundation foundation = observed.platform().foundation().orElse(null);
    if (foundation == null) {
      return new Health(List.of(new Blocker.CannotSee("the cluster: there is none")));
    }
    return new Health(
        observed
            .kafka()
            .map(
                kafka ->
                    new SafetyGate(foundation.spec().upgrade(), observed.platform(), kafka)
                        .health())
            .orElseGet(() -> List.of(new Blocker.CannotSee("Kafka: " + observed.blindness()))));
  }

  PreparedPlan prepare(Workflow workflow) {
    try (KafkaGateway gateway = gateway()) {
      return new PreparedPlan(this, workflow, plan(workflow, gateway));
    }
  }

  Run start(Workflow workflow) {
    return start(workflow, null);
  }

  Run start(Workflow workflow, @Nullable Plan promised) {
    KafkaGateway gateway = gateway();
    ClusterLock lock = null;
    AutoCloseable renewal = () -> {};
    try {
      // What is refused must be refused before even a lock is there.
      Plan early = isThere() ? null : plan(workflow, gateway);
      lock = platform.lock(ref, owner(), katka.lease());
      renewal = Renewal.start(lock, katka.lease(), time);
      Plan plan = early == null || isThere() ? plan(workflow, gateway) : early;
      if (promised != null && !promised.basis().equals(plan.basis())) {
        throw new StalePlanException(
            "Cluster %s has changed since the plan was made: plan again and look at the difference."
                .formatted(ref));
      }
      // Identities are made anew with each plan; what was shown is what is carried out.
      Plan agreed = promised == null ? plan : promised;
      PlanRun run = run(agreed, gateway, lock);
      return new Run(
          new Drive(
              run, more(workflow, agreed, gateway, lock, promised), gateway, lock, renewal, time));
    } catch (RuntimeException e) {
      abandon(gateway, lock, renewal);
      throw e;
    }
  }

  private boolean isThere() {
    return platform.observe(ref).foundation().isPresent();
  }

  private static void abandon(
      KafkaGateway gateway, @Nullable ClusterLock lock, AutoCloseable renewal) {
    try {
      renewal.close();
    } catch (Exception e) {
      throw new IllegalStateException("ending a lock's renewal cannot fail", e);
    } finally {
      gateway.close();
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** A cluster that was down had to come up before the rest could be planned. */
  private Supplier<@Nullable PlanRun> more(
      Workflow workflow,
      Plan plan,
      KafkaGateway gateway,
      ClusterLock lock,
      @Nullable Plan promised) {
    var partial = new boolean[] {promised == null && isStart(plan)};
    return () -> {
      if (!partial[0]) {
        return null;
      }
      partial[0] = false;
      Plan rest = plan(workflow, gateway);
      return rest.isEmpty() ? null : run(rest, gateway, lock);
    };
  }

  private static boolean isStart(Plan plan) {
    return plan.phases().stream().anyMatch(p -> p.name().equals("start"));
  }

  private PlanRun run(Plan plan, KafkaGateway gateway, ClusterLock lock) {
    List<Consumer<KatkaEvent>> listeners = new ArrayList<>(katka.listeners());
    listeners.addAll(settings.listeners());
    return new PlanRun(
        new RunSetup(
            UUID.randomUUID().toString().substring(0, 8),
            plan,
            platform,
            gateway,
            lock,
            Journal.load(platform.store(ref), ref.name()),
            new StepFactory(settings.edits(), settings.proof().orElse(ProofSpec.DEFAULT)),
            time,
            katka.stallTimeout(),
            listeners));
  }

  private KafkaGateway gateway() {
    return katka.gateways().open(platform.connection(ref, Purpose.ADMIN), time);
  }

  private Plan plan(Workflow workflow, KafkaGateway gateway) {
    ObservedCluster observed = new Observer(platform, gateway, time).look(ref);
    Map<String, String> notes =
        observed.platform().foundation().isEmpty()
            ? Map.of()
            : Journal.load(platform.store(ref), ref.name()).notes();
    var planner = new Planner(platform.location(ref), Identities::random);
    Plan plan =
        switch (workflow) {
          case APPLY -> planner.apply(settings.wanted(base(observed)), observed, notes);
          case REBALANCE ->
              planner.rebalance(settings.wanted(base(observed)).balance(), observed, notes);
          case FINALIZE -> planner.finalizeVersion(observed, notes);
          case ROLLBACK -> planner.rollback(rollbackTarget(observed), observed, notes);
          case DELETE -> planner.delete(observed, true, notes);
          case DELETE_WITH_VOLUMES -> planner.delete(observed, false, notes);
        };
    List<Problem> problems = platform.check(ref, plan.target(), PlannedNodes.of(plan));
    if (!problems.isEmpty() && !plan.isEmpty() && !isDelete(workflow)) {
      throw new InvalidSpecException(problems);
    }
    if (settings.proof().isPresent()) {
      Proving.check(plan, observed);
    }
    Plan edited = settings.edits().applyTo(plan.withNotes(platform.notes(plan.target())));
    return settings.proof().isPresent() && !isDelete(workflow)
        ? ProofPhases.around(edited)
        : edited;
  }

  private static boolean isDelete(Workflow workflow) {
    return workflow == Workflow.DELETE || workflow == Workflow.DELETE_WITH_VOLUMES;
  }

  private ClusterSpec base(ObservedCluster observed) {
    return observed
        .platform()
        .foundation()
        .map(Foundation::spec)
        .orElseGet(
            () ->
                Defaults.cluster(
                    ref.name(),
                    settings.release().orElseGet(() -> katka.releases().newest()),
                    platform.defaultTopology()));
  }

  private ClusterSpec rollbackTarget(ObservedCluster observed) {
    Foundation foundation =
        observed
            .platform()
            .foundation()
            .orElseThrow(() -> new KatkaException("There is no cluster " + ref + "."));
    return foundation
        .rollbackTarget()
        .map(before -> foundation.spec().release(before.release()))
        .or(() -> unfinishedRollback(foundation, observed))
        .orElseThrow(
            () ->
                new PreconditionException(
                    "There is nothing to roll back to: cluster %s runs %s since it was created or"
                            .formatted(ref, foundation.spec().release())
                        + " finalized.",
                    List.of()));
  }

  /** A rollback that has begun has recorded its end already. */
  private static Optional<ClusterSpec> unfinishedRollback(
      Foundation foundation, ObservedCluster observed) {
    KafkaRelease recorded = foundation.spec().release();
    boolean unfinished =
        observed.platform().nodes().stream()
            .anyMatch(node -> !node.spec().revision().release().equals(recorded));
    return unfinished ? Optional.of(foundation.spec()) : Optional.empty();
  }

  private static String owner() {
    return "pid " + ProcessHandle.current().pid() + " on " + Host.name();
  }
}
