package io.katka.sim.explore;

import io.katka.ClusterOperation;
import io.katka.Katka;
import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.sim.FaultKind;
import io.katka.sim.Invariant;
import io.katka.sim.SimDriver;
import io.katka.sim.SimWorld;
import io.katka.sim.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one schedule: sets the stage, lets things go wrong, lets them calm down, looks at the end.
 */
final class Simulation {
  /** What a busy broker gets in a second: a quarter of what it can fetch. */
  private static final long BUSY_BROKER_BYTES = 20_000_000;

  private static final int REPLICAS = 3;
  private static final Duration FAULTY = Duration.ofMinutes(20);
  private static final Duration CALM = Duration.ofMinutes(60);
  private static final int PATIENCE_UNDER_FAULTS = 6;
  private static final int PATIENCE_IN_CALM = 3;

  private final Schedule schedule;
  private final Stage stage;
  private final Ports ports;
  private final SimWorld world;
  private final List<Fault> pending = new ArrayList<>();
  private final List<Actor> others = new ArrayList<>();
  private final List<Violation> found = new ArrayList<>();
  private Consumer<KatkaEvent> steps = event -> {};
  private Consumer<KatkaEvent> workflow = event -> {};
  private Outcome ended = Outcome.DONE;
  private int triggered;
  private @Nullable Actor main;
  private long callsBefore;

  Simulation(Schedule schedule, Ports ports, Consumer<String> trace, boolean traced) {
    this.schedule = schedule;
    this.ports = ports;
    stage = new Stage(schedule);
    world =
        SimWorld.of(schedule.seed())
            .broken("")
            .metadataLate(Duration.ofMillis(schedule.lateMillis()));
    if (traced) {
      world.trace(trace);
      steps = event -> tell(event, trace);
    }
  }

  /** Hands on the events of the workflow's own runs. */
  void listen(Consumer<KatkaEvent> listener) {
    workflow = listener;
  }

  private void tell(KatkaEvent event, Consumer<String> trace) {
    if (!(event instanceof KatkaEvent.ProgressMade) && !(event instanceof KatkaEvent.RunStarted)) {
      trace.accept("%10.3f    %s".formatted(world.millis() / 1000.0, event));
    }
  }

  Result run() {
    try {
      setTheStage();
    } catch (KatkaException e) {
      violated("the stage could not be set: " + e.getMessage());
      return result("never began");
    }
    world.maxUnavailable(stage.maxUnavailable());
    world.broken(stage.broken()).healsItself(schedule.healsItself());
    int patience = stage.broken().isEmpty() ? PATIENCE_UNDER_FAULTS : 2;
    Actor main = actor(stage.asked(), patience, this::hear);
    arm(main);
    main.begin();
    runUntilEnded(main, FAULTY);
    String outcome = outcome(main);
    main.leave();
    others.forEach(Actor::leave);
    pending.clear();
    world.faults().atCall(Long.MAX_VALUE, () -> {});
    world.faults().end();
    world.broken("");
    calmDown();
    return result(outcome);
  }

  private Result result(String outcome) {
    found.addAll(0, world.violations());
    return new Result(
        schedule, outcome, found, triggered, world.millis(), world.survey().unavailableMillis());
  }

  /** What is written to a partition in a second. */
  private long written() {
    long each = BUSY_BROKER_BYTES * schedule.brokers() / 3 / schedule.partitions();
    return schedule.busy() ? each : 20_000;
  }

  private void setTheStage() {
    if (stage.isEmpty()) {
      return;
    }
    must(stage::before);
    world.createTopic("orders", schedule.partitions(), REPLICAS, written(), 20_000_000);
    world.createTopic("bills", 3, 3, 2_000, 100_000_000);
    world.runFor(Duration.ofSeconds(3));
    if (stage.isRolledBefore()) {
      must(stage::rolled);
    }
    if (schedule.workflow() == Workflow.REPAIR) {
      world.faults().inject(FaultKind.VOLUME_WIPED, brokerIds().get(1), Duration.ZERO);
      world.runFor(Duration.ofSeconds(12));
    }
    callsBefore = world.faults().calls();
  }

  private List<Integer> brokerIds() {
    return world.survey().nodes().stream().filter(id -> id < 1000).toList();
  }

  private void must(Function<Katka, ClusterOperation> what) {
    what.apply(ports.hurried(world, world.driver()).listener(steps).build()).apply();
  }

  private Actor actor(
      Function<Katka, ClusterOperation> what, int patience, Consumer<KatkaEvent> listener) {
    return new Actor(
        world,
        (w, driver) -> ports.hurried(w, driver).listener(steps).listener(listener),
        what,
        patience);
  }

  private void runUntilEnded(Actor actor, Duration bound) {
    long until = world.millis() + bound.toMillis();
    while (!actor.isEnded() && world.millis() < until && world.violations().isEmpty()) {
      world.runFor(Duration.ofSeconds(2));
    }
    RuntimeException bug = actor.bug();
    if (bug != null) {
      violated("a run ended by " + bug + " at " + bug.getStackTrace()[0]);
    }
  }

  private void violated(String what) {
    found.add(new Violation(Invariant.EVERY_RUN_ENDS, what, world.millis()));
  }

  private void arm(Actor main) {
    pending.addAll(schedule.faults());
    pending.sort(
        Comparator.comparingLong(
            f -> f.trigger() instanceof Trigger.AtCall call ? call.number() : Long.MAX_VALUE));
    armNextCall(main);
    this.main = main;
  }

  private void armNextCall(Actor actor) {
    if (!pending.isEmpty() && pending.get(0).trigger() instanceof Trigger.AtCall call) {
      world
          .faults()
          .atCall(
              callsBefore + call.number(),
              () -> {
                Fault fault = pending.remove(0);
                armNextCall(actor);
                inject(fault, actor);
              });
    }
  }

  private void hear(KatkaEvent event) {
    workflow.accept(event);
    if (event instanceof KatkaEvent.RunFinished finished) {
      ended = finished.outcome();
    }
    trigger(event);
  }

  /** Steps of the run are over the world's own thread, so a fault may happen right here. */
  private void trigger(KatkaEvent event) {
    String at = "";
    boolean acted = false;
    if (event instanceof KatkaEvent.StepStarted started) {
      at = started.step();
    } else if (event instanceof KatkaEvent.StepActed done) {
      at = done.step();
      acted = true;
    }
    for (Fault fault : List.copyOf(pending)) {
      if (fault.trigger() instanceof Trigger.AtStep step
          && step.afterAct() == acted
          && at.endsWith("/" + step.step())
          && main != null) {
        pending.remove(fault);
        inject(fault, main);
      }
    }
  }

  private void inject(Fault fault, Actor actor) {
    triggered++;
    List<Integer> nodes = world.survey().nodes();
    switch (fault.kind()) {
      case DRIVER_DIES -> actor.kill();
      case SECOND_DRIVER -> join(stage.asked());
      case PERSON_SCALES -> join(stage::otherwise);
      default -> {
        if (!nodes.isEmpty()) {
          int node = nodes.get(fault.node() % nodes.size());
          world.faults().inject(fault.kind(), node, Duration.ofMillis(fault.millis()));
        }
      }
    }
  }

  private void join(Function<Katka, ClusterOperation> what) {
    Actor other = actor(what, 2, event -> {});
    others.add(other);
    other.begin();
  }

  private String outcome(Actor main) {
    if (!main.isEnded()) {
      return "not ended: " + main.outcome();
    }
    if (!main.isDone()) {
      return (ended == Outcome.ROLLED_BACK ? "rolled back: " : "halted: ") + main.outcome();
    }
    return main.resumes() == 0 ? "done" : "done, resumed";
  }

  /** Nothing goes wrong any more: what was wanted must come to be, and nothing be left behind. */
  private void calmDown() {
    if (!world.violations().isEmpty() || !found.isEmpty()) {
      return;
    }
    world.runFor(Duration.ofSeconds(40));
    Actor last = actor(stage::settled, PATIENCE_IN_CALM, event -> {});
    last.begin();
    runUntilEnded(last, CALM);
    if (isTooLowAThrottle(last)) {
      last.leave();
      last = actor(stage::settledFaster, PATIENCE_IN_CALM, event -> {});
      last.begin();
      runUntilEnded(last, CALM);
    }
    if (!world.violations().isEmpty() || isHopeless()) {
      return;
    }
    if (!last.isDone()) {
      violated(last.isEnded() ? "halted in calm: " + last.outcome() : "not ended in calm");
      return;
    }
    world.runFor(Duration.ofSeconds(20));
    catchUp();
    lookAtTheEnd();
  }

  /**
   * Whether what is written, once for each replica, is so near the throttle that was asked for that
   * somebody raises it. A run has to say so at its beginning or its end: a sample may see a quarter
   * more than there is, and a tenth must be left. Where it goes on for an hour, copies may be
   * slower than that below twice as much, which is the least that Katka recommends.
   */
  private boolean isTooLowAThrottle(Actor actor) {
    long counts = written() * REPLICAS;
    boolean told =
        Stream.of("Set a throttle above", "is written too fast to be copied")
            .anyMatch(actor.outcome()::contains);
    return world.violations().isEmpty()
        && (actor.isEnded()
            ? told && counts * 11 / 8 >= Stage.THROTTLE
            : counts * 2 >= Stage.THROTTLE);
  }

  private boolean isHopeless() {
    return world.survey().isDataDestroyed() || world.survey().isQuorumDestroyed();
  }

  /** A run that has nothing to do does not wait for replicas that are behind. */
  private void catchUp() {
    SimDriver driver = world.driver();
    Katka katka = ports.hurried(world, driver).build();
    long until = world.millis() + CALM.toMillis();
    while (world.millis() < until && isBehind(katka)) {
      world.runFor(Duration.ofSeconds(20));
    }
  }

  private boolean isBehind(Katka katka) {
    var problems = stage.settled(katka).health().problems();
    return problems.stream().anyMatch(Blocker.UnderReplicated.class::isInstance);
  }

  private void lookAtTheEnd() {
    SimDriver driver = world.driver();
    Katka katka = ports.hurried(world, driver).build();
    try {
      var plan = stage.settled(katka).plan();
      if (!plan.isEmpty()) {
        violated("there is still something to do: " + plan.plan());
      }
      var problems = stage.settled(katka).health().problems();
      if (!problems.isEmpty()) {
        violated("not healthy at the end: " + problems);
      }
    } catch (KatkaException e) {
      violated("no plan at the end: " + e.getMessage());
    }
    List<String> left = world.survey().leftovers();
    if (!left.isEmpty()) {
      found.add(
          new Violation(Invariant.NOTHING_IS_LEFT_BEHIND, String.join("; ", left), world.millis()));
    }
  }
}
