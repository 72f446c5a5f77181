package io.katka.internal.planner;

import io.katka.error.Blocker;
import io.katka.error.InvalidSpecException;
import io.katka.error.PreconditionException;
import io.katka.plan.Action;
import io.katka.plan.Impact;
import io.katka.plan.Phase;
import io.katka.plan.Plan;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.release.MetadataMode;
import io.katka.spec.BalancePolicy;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.ObservedCluster;
import io.katka.state.PlatformState;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * From what is wanted and what is observed to a plan. It decides, and it is pure: no clock, no I/O,
 * no randomness but the identities it is given.
 *
 * <p>The order of phases: what is broken is mended first, then the quorum grows, what needs no
 * restart is configured, nodes are rolled, brokers come, replicas move, brokers go, voters go. So a
 * new version meets its canary before new brokers run it, and nothing moves while nodes restart.
 *
 * @param location where the platform is, in words
 * @param uuids makes identities of clusters and directories
 */
public record Planner(String location, Supplier<String> uuids) {

  /** Plans a cluster to be as wanted. */
  public Plan apply(ClusterSpec asked, ObservedCluster observed, Map<String, String> notes) {
    return plan("apply", situation(asked, observed, notes));
  }

  /** Plans the way back to what the cluster ran before. */
  public Plan rollback(ClusterSpec previous, ObservedCluster observed, Map<String, String> notes) {
    return plan("rollback", situation(previous, observed, notes));
  }

  /** Plans to spread replicas and leaders over the brokers that are there. */
  public Plan rebalance(BalancePolicy policy, ObservedCluster observed, Map<String, String> notes) {
    Situation s = situation(recorded(observed).spec().balance(policy), observed, notes);
    requireKafka(observed, "it is rebalanced");
    List<Phase> phases = Scaling.rebalance(s);
    return finish("rebalance", s, phases, Scaling.notes(s, phases));
  }

  private static KafkaState requireKafka(ObservedCluster observed, String before) {
    return observed
        .kafka()
        .orElseThrow(
            () ->
                new PreconditionException(
                    "Cluster %s is down: start it with apply() before %s."
                        .formatted(observed.ref(), before),
                    List.of(new Blocker.CannotSee("Kafka: " + observed.blindness()))));
  }

  /** Plans to make the version that all nodes run binding. */
  public Plan finalizeVersion(ObservedCluster observed, Map<String, String> notes) {
    ClusterSpec spec = recorded(observed).spec();
    Situation s = situation(Finalizing.raised(spec), observed, notes);
    if (spec.release().metadata() == MetadataMode.ZOOKEEPER) {
      requireKafka(observed, "its version is finalized");
      return raise(s);
    }
    KafkaState kafka = requireKafka(observed, "its version is finalized");
    return finish("finalize", s, Finalizing.phases(s, kafka.features()), List.of());
  }

  /** The protocol level of the ZooKeeper era is raised by a second roll. */
  private Plan raise(Situation s) {
    Foundation recorded = s.observed().platform().foundation().orElseThrow();
    if (Finalizing.pendingLevel(recorded.spec()).isPresent()) {
      // Once the level is recorded all have been found to know it, and one may be down for it.
      Finalizing.requireRelease(s);
    }
    Plan roll = plan("finalize", s);
    if (roll.isEmpty() && recorded.rollbackTarget().isEmpty()) {
      return roll;
    }
    var phases = new ArrayList<>(roll.phases());
    phases.add(Finalizing.close(s));
    return finish("finalize", s, phases, notes(s));
  }

  /** Plans the end of a cluster. */
  public Plan delete(ObservedCluster observed, boolean keepVolumes, Map<String, String> notes) {
    Foundation foundation = recorded(observed);
    Situation s = new Situation(foundation.spec(), foundation, observed, noRoster(), notes);
    PlannedStep step =
        new PlannedStep(
            StepNames.DELETE,
            new Action.DeleteCluster(keepVolumes),
            -1,
            keepVolumes ? "volumes are kept" : "volumes are deleted",
            keepVolumes ? Risk.UNAVAILABLE : Risk.IRREVERSIBLE,
            new Impact(s.partitions().size(), 0, 0, 10_000));
    return finish(
        "delete",
        s,
        List.of(new Phase("delete", "asked for", List.of(step), List.of())),
        List.of());
  }

  private static Roster noRoster() {
    return new Roster(List.of(), List.of());
  }

  private static Foundation recorded(ObservedCluster observed) {
    return observed
        .platform()
        .foundation()
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    "cluster",
                    observed.ref(),
                    "a cluster that exists",
                    "Check its name and where it was looked for."));
  }

  private Situation situation(
      ClusterSpec asked, ObservedCluster observed, Map<String, String> notes) {
    PlatformState platform = observed.platform();
    boolean isNew = platform.foundation().isEmpty();
    ClusterSpec wanted = isNew ? Defaults.settle(asked, platform.zones()) : asked;
    Checks.check(wanted, platform, observed.kafka());
    Foundation foundation =
        isNew ? found(wanted, platform) : rerecord(platform.foundation().orElseThrow(), wanted);
    Roster roster = roster(wanted, observed, foundation.initialVoters());
    return new Situation(wanted, foundation, observed, roster, notes);
  }

  private static Roster roster(
      ClusterSpec wanted, ObservedCluster observed, Map<Integer, String> initialVoters) {
    Set<Integer> registered = new TreeSet<>();
    Set<Integer> cordoned = new TreeSet<>();
    observed
        .kafka()
        .ifPresent(
            kafka ->
                kafka
                    .brokers()
                    .forEach(
                        b -> {
                          registered.add(b.id());
                          if (b.cordoned()) {
                            cordoned.add(b.id());
                          }
                        }));
    return Roster.of(wanted, observed.platform(), registered, cordoned, initialVoters);
  }

  private Foundation found(ClusterSpec wanted, PlatformState platform) {
    Map<Integer, String> voters = new TreeMap<>();
    Roster first = Roster.of(wanted, platform, Set.of(), Set.of(), Map.of());
    first.controllers().forEach(n -> voters.put(n.id(), uuids.get()));
    first.ensemble().forEach(n -> voters.put(n.id(), ""));
    return new Foundation(uuids.get(), voters, wanted, null);
  }

  /** What to go back to is what ran before the first change of release since the last finalize. */
  private static Foundation rerecord(Foundation there, ClusterSpec wanted) {
    ClusterSpec before = there.rollbackTarget().orElse(null);
    boolean changes = !there.spec().release().equals(wanted.release());
    if (changes && before == null) {
      before = there.spec();
    } else if (before != null && before.release().equals(wanted.release())) {
      before = null;
    }
    return there.spec(wanted, before);
  }

  private Plan plan(String workflow, Situation s) {
    if (s.observed().platform().foundation().isEmpty()) {
      return finish(workflow, s, List.of(Provisioning.phase(s, true)), zones(s));
    }
    if (s.kafka().isEmpty()) {
      return finish(
          workflow,
          s,
          withPutBack(s, List.of(Provisioning.phase(s, false))),
          List.of("Kafka is down: what else is to change is planned once it is up"));
    }
    return whole(workflow, s);
  }

  private static List<String> zones(Situation s) {
    List<String> zones = s.observed().platform().zones();
    boolean spread =
        !zones.isEmpty() && s.wanted().pools().stream().anyMatch(p -> p.racks().equals(zones));
    return spread
        ? List.of("brokers are spread over the zones %s, which are their racks".formatted(zones))
        : List.of();
  }

  private Plan whole(String workflow, Situation s) {
    Quorums.refuseCombinedShrink(s);
    List<Phase> growth = dedicated(Quorums.growth(s), true);
    List<Phase> rolls = Rolling.phases(s);
    List<Phase> scaling = Scaling.phases(s);
    boolean pressing = Scaling.isPressing(s);
    var phases = new ArrayList<Phase>(Repair.phases(s, pressing));
    if (pressing) {
      phases.addAll(scaling);
    }
    phases.addAll(growth);
    Configuring.phase(s).ifPresent(phases::add);
    phases.addAll(rolls);
    if (!pressing) {
      phases.addAll(scaling);
    }
    phases.addAll(Quorums.shrinking(s));
    addCombinedJoins(s, phases);
    addFinalize(s, rolls, phases);
    phases.addAll(0, PutBack.phases(s.observed().platform()));
    if (phases.isEmpty() && !Configuring.specChanged(s)) {
      return finish(workflow, s, List.of(), notes(s));
    }
    if (Configuring.specChanged(s)) {
      phases.add(0, record(s));
    }
    var notes = new ArrayList<>(notes(s));
    notes.addAll(Scaling.notes(s, phases));
    notes.addAll(Consents.require(s, phases));
    return finish(workflow, s, phases, notes);
  }

  private static List<Phase> withPutBack(Situation s, List<Phase> phases) {
    var all = new ArrayList<>(PutBack.phases(s.observed().platform()));
    all.addAll(phases);
    return all;
  }

  private static Phase record(Situation s) {
    return new Phase(
        "record",
        "differs from what was asked for before",
        List.of(Steps.prepare(s.foundation())),
        List.of());
  }

  /** Voters that are brokers too join after they came as brokers. */
  private static void addCombinedJoins(Situation s, List<Phase> phases) {
    phases.addAll(dedicated(Quorums.growth(s), false));
  }

  private static List<Phase> dedicated(List<Phase> joins, boolean wanted) {
    return joins.stream()
        .filter(
            p ->
                wanted
                    == p.steps().stream()
                        .noneMatch(step -> step.name().equals(StepNames.AWAIT_REGISTERED)))
        .toList();
  }

  private static void addFinalize(Situation s, List<Phase> rolls, List<Phase> phases) {
    s.wanted()
        .upgrade()
        .finalizeDelay()
        .filter(delay -> !rolls.isEmpty())
        .ifPresent(
            delay -> {
              PlannedStep soak = Steps.soak(-1, delay.toMillis());
              PlannedStep step =
                  Steps.simple(
                      StepNames.FINALIZE,
                      new Action.FinalizeFeatures(Map.of()),
                      -1,
                      "finalize what " + s.wanted().release() + " brings",
                      Risk.IRREVERSIBLE);
              PlannedStep close = Steps.prepare(s.foundation().spec(s.wanted(), null));
              phases.add(
                  new Phase(
                      "finalize " + s.wanted().release(),
                      "asked for by finalizeAfter",
                      List.of(soak, step, close),
                      List.of()));
            });
  }

  private static List<String> notes(Situation s) {
    var notes = new ArrayList<String>();
    KafkaState kafka = s.kafka().orElseThrow();
    FeatureState features = kafka.features();
    int level = features.level(FeatureState.METADATA_VERSION);
    if (level > 0 && level < s.wanted().release().metadataLevel()) {
      notes.add(
          "metadata.version stays at level %d, so rollback() stays possible, until finalizeVersion()"
              .formatted(level));
    }
    int factor =
        Integer.parseInt(s.wanted().config().getOrDefault("default.replication.factor", "1"));
    if (factor < 3 && s.wanted().brokerCount() >= 3) {
      notes.add(
          "new topics get %d replicas, as when the cluster was created; for 3 brokers or more set"
                  .formatted(factor)
              + " default.replication.factor 3 and min.insync.replicas 2");
    }
    Finalizing.pendingLevel(s.wanted())
        .ifPresent(
            pinned ->
                notes.add(
                    "%s stays at %s, so rollback() stays possible, until finalizeVersion()"
                        .formatted(Finalizing.PROTOCOL, pinned)));
    Set<Integer> voters =
        kafka.quorum().stream()
            .flatMap(q -> q.voters().stream())
            .map(v -> v.id())
            .collect(Collectors.toSet());
    if (voters.size() == 1 && s.wanted().brokerCount() >= 3) {
      notes.add(
          s.wanted().release().metadata() == MetadataMode.ZOOKEEPER
              ? "the ZooKeeper ensemble has one member, without which no metadata changes"
              : "the quorum has one voter: add combined brokers or dedicated controllers for 3");
    }
    return notes;
  }

  private Plan finish(String workflow, Situation s, List<Phase> phases, List<String> notes) {
    var all = new ArrayList<>(notes);
    if (s.wanted().release().distribution() != io.katka.release.Distribution.APACHE) {
      all.add(0, "version " + s.wanted().release() + " is " + s.wanted().release().describe());
    }
    boolean isNew = s.observed().platform().foundation().isEmpty();
    return new Plan(
        s.observed().ref(),
        location,
        isNew ? "" : s.foundation().clusterId(),
        workflow,
        s.wanted(),
        phases,
        all,
        Basis.of(s.observed(), s.notes()));
  }
}
