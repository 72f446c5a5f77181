package io.katka.internal.engine;

import io.katka.error.ApplyCancelledException;
import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.error.StepFailedException;
import io.katka.error.UnreachableException;
import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.event.Movement;
import io.katka.internal.engine.RunReport.StepReport;
import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.Plan;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.spi.Time;
import io.katka.step.StepOutcome;
import io.katka.step.StepOutcome.Failed;
import io.katka.step.StepOutcome.NotYet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries out a plan, tick by tick: each tick does what can be done now and says how long to wait
 * for the next one. Ticks come one after the other, from any thread; everything else may be asked
 * at any time.
 */
public final class PlanRun {
  private static final Logger LOG = LoggerFactory.getLogger(PlanRun.class);
  private static final Duration BLIND_WAIT = Duration.ofSeconds(1);

  private final RunSetup setup;
  private final Time time;
  private final Views views;
  private final Listeners listeners;
  private final BlockerLog blockers = new BlockerLog();
  private final Pace pace = new Pace();
  private final List<Entry> entries = new ArrayList<>();
  private final List<StepReport> reports = new ArrayList<>();
  private final MovementLog movements = new MovementLog();
  private final Allocation allocation;
  private final long startedNanos;

  private int index;
  private @Nullable StepRun current;
  private boolean started;

  /** Whether the phase under way has changed anything that its undo would put back. */
  private boolean touched;

  private boolean blind;
  private @Nullable StepFailedException failure;
  private volatile boolean cancelled;
  private volatile Snapshot snapshot;
  private volatile @Nullable RunReport report;

  private record Entry(Phase phase, PlannedStep step, String id) {}

  private record Snapshot(double progress, String step, List<BlockedSince> blockers) {}

  /** A run that has not begun. */
  public PlanRun(RunSetup setup) {
    this.setup = setup;
    time = setup.time();
    views = new Views(setup.plan().ref(), setup.platform(), setup.gateway());
    listeners = new Listeners(setup.listeners());
    allocation = new Allocation(setup.plan().workflow(), setup.plan().phases());
    startedNanos = time.nanos();
    for (Phase phase : setup.plan().phases()) {
      phase.steps().forEach(step -> entries.add(new Entry(phase, step, id(phase, step))));
    }
    snapshot = new Snapshot(0, "", List.of());
  }

  private static String id(Phase phase, PlannedStep step) {
    return phase.name() + "/" + step.name();
  }

  /** What it carries out. */
  public Plan plan() {
    return setup.plan();
  }

  /** How much is done, 0 to 1. */
  public double progress() {
    return snapshot.progress();
  }

  /** The id of the step under way; empty before the first and after the last. */
  public String currentStep() {
    return snapshot.step();
  }

  /** Why it waits; empty while it does not. */
  public List<BlockedSince> blockers() {
    return snapshot.blockers();
  }

  /** Asks it to end after what is under way. */
  public void cancel() {
    cancelled = true;
  }

  /** Ends, where it is, what it runs on the side. */
  public void abandon() {
    setup.factory().probe().close();
  }

  /** How it went, once it ended. */
  public Optional<RunReport> report() {
    return Optional.ofNullable(report);
  }

  /**
   * Does what can be done now.
   *
   * @return how long to wait before the next call; empty once it ended
   * @throws KatkaException if it ended without reaching its end
   */
  public Optional<Duration> tick() {
    if (report != null) {
      return Optional.empty();
    }
    MDC.put("katka.cluster", setup.plan().ref().name());
    MDC.put("katka.run", setup.id());
    try {
      return doTick();
    } catch (KatkaException e) {
      end(e);
      throw e;
    } finally {
      MDC.remove("katka.cluster");
      MDC.remove("katka.run");
      MDC.remove("katka.step");
    }
  }

  private Optional<Duration> doTick() {
    if (!started) {
      started = true;
      listeners.tell(new KatkaEvent.RunStarted(now(), setup.id(), setup.plan()));
    }
    views.next();
    while (index < entries.size()) {
      if (cancelled && mayStopHere()) {
        Optional<Duration> wait = windDown(entries.get(index));
        if (wait.isPresent()) {
          return wait;
        }
        throw new ApplyCancelledException(
            "Cancelled after %d of %d steps, at %s; apply() goes on from there."
                .formatted(index, entries.size(), entries.get(index).id()));
      }
      Optional<Duration> wait = advance(entries.get(index));
      if (wait.isPresent()) {
        return wait;
      }
      views.next();
    }
    StepFailedException failed = failure;
    if (failed != null) {
      throw failed;
    }
    finish(Outcome.DONE, "");
    return Optional.empty();
  }

  /** A step that has begun to act is awaited: a node half restarted is nobody's wish. */
  private boolean mayStopHere() {
    StepRun run = current;
    return failure == null && (run == null || !run.hasActed() || !isRestart());
  }

  private Optional<Duration> windDown(Entry entry) {
    StepRun run = current;
    if (run == null) {
      return Optional.empty();
    }
    try {
      if (run.windDown(context(entry)) instanceof NotYet wait) {
        waits(entry, wait.blockers());
        return Optional.of(setup.platform().pollInterval());
      }
      return Optional.empty();
    } catch (UnreachableException e) {
      return Optional.of(pause(entry, e));
    }
  }

  private boolean isRestart() {
    return entries.get(index).step().risk().compareTo(Risk.RESTART) >= 0;
  }

  private Optional<Duration> advance(Entry entry) {
    MDC.put("katka.step", entry.id());
    StepRun run = current;
    if (run == null) {
      run = begin(entry);
    }
    boolean acted = run.hasActed();
    StepOutcome outcome;
    try {
      outcome = run.advance(context(entry), views::next);
      sees();
    } catch (UnreachableException e) {
      return Optional.of(pause(entry, e));
    }
    touched |= run.hasActed() && entry.step().risk() != Risk.NONE;
    if (!acted && run.hasActed()) {
      pace.reset();
      listeners.tell(new KatkaEvent.StepActed(now(), setup.id(), entry.id(), entry.step().node()));
    }
    if (outcome instanceof NotYet wait) {
      waits(entry, wait.blockers());
      return Optional.of(pace.next(setup.platform().pollInterval()));
    }
    if (outcome instanceof Failed failed) {
      fails(entry, run, failed);
      return Optional.empty();
    }
    completes(entry, run);
    return Optional.empty();
  }

  private StepRun begin(Entry entry) {
    boolean firstOfPhase = index == 0 || entries.get(index - 1).phase() != entry.phase();
    touched &= !firstOfPhase;
    var run = new StepRun(setup.factory().create(entry.step()), time, setup.stallTimeout());
    current = run;
    pace.reset();
    LOG.info("{}: {}", entry.id(), entry.step().why());
    snapshot = new Snapshot(snapshot.progress(), entry.id(), List.of());
    listeners.tell(
        new KatkaEvent.StepStarted(
            now(), setup.id(), entry.id(), entry.step().node(), entry.step().why()));
    return run;
  }

  private RunContext context(Entry entry) {
    return new RunContext(
        setup,
        entry.step(),
        views,
        fraction -> move(index, fraction),
        text -> listeners.tell(new KatkaEvent.Noted(now(), setup.id(), text)),
        movement -> moved(entry, movement));
  }

  private void moved(Entry entry, Movement movement) {
    if (movements.isNews(entry.id(), movement)) {
      listeners.tell(new KatkaEvent.DataMoved(now(), setup.id(), entry.id(), movement));
    }
  }

  private void waits(Entry entry, List<Blocker> reasons) {
    boolean changed = blockers.update(reasons, now());
    List<BlockedSince> standing = blockers.current();
    snapshot = new Snapshot(snapshot.progress(), entry.id(), standing);
    if (changed) {
      LOG.debug("{} waits: {}", entry.id(), reasons);
      listeners.tell(
          new KatkaEvent.StepWaiting(now(), setup.id(), entry.id(), entry.step().node(), standing));
    }
  }

  private Duration pause(Entry entry, UnreachableException e) {
    waits(entry, List.of(new Blocker.CannotSee(String.valueOf(e.getMessage()))));
    Duration wait = e.retryAfter().isZero() ? BLIND_WAIT : e.retryAfter();
    if (!blind && !e.retryAfter().isZero()) {
      blind = true;
      listeners.tell(
          new KatkaEvent.RunPaused(now(), setup.id(), String.valueOf(e.getMessage()), wait));
    }
    return wait.compareTo(BLIND_WAIT) < 0 ? wait : BLIND_WAIT;
  }

  private void sees() {
    if (blind) {
      blind = false;
      listeners.tell(new KatkaEvent.RunResumed(now(), setup.id()));
    }
  }

  private void completes(Entry entry, StepRun run) {
    blockers.clear();
    reports.add(new StepReport(entry.id(), entry.step().node(), run.timing()));
    LOG.info("{} done in {} ms", entry.id(), run.timing().totalMillis());
    listeners.tell(
        new KatkaEvent.StepFinished(
            now(), setup.id(), entry.id(), entry.step().node(), run.timing()));
    current = null;
    index++;
    move(index, 0);
  }

  private void fails(Entry entry, StepRun run, Failed failed) {
    var exception =
        new StepFailedException(entry.id(), failed.reason(), failed.logTail(), run.failure());
    listeners.tell(
        new KatkaEvent.StepFailed(
            now(), setup.id(), entry.id(), entry.step().node(), failed.reason(), failed.logTail()));
    boolean undoes = failure == null && touched && !entry.phase().undo().isEmpty();
    if (!undoes) {
      throw failure == null ? exception : withSuppressed(failure, exception);
    }
    failure = exception;
    undo(entry.phase());
  }

  private static StepFailedException withSuppressed(
      StepFailedException first, StepFailedException second) {
    first.addSuppressed(second);
    return first;
  }

  private void undo(Phase phase) {
    LOG.info("{} failed: putting back what it changed", phase.name());
    listeners.tell(new KatkaEvent.UndoStarted(now(), setup.id(), phase.name()));
    current = null;
    blockers.clear();
    List<Entry> rest = entries.subList(index, entries.size());
    List<Entry> proof =
        rest.stream().filter(e -> e.step().action() instanceof Action.StopProof).toList();
    rest.clear();
    Phase undo = new Phase("undo " + phase.name(), "it failed", phase.undo(), List.of());
    undo.steps().forEach(step -> entries.add(new Entry(undo, step, id(undo, step))));
    entries.addAll(proof);
  }

  private void move(int reached, double fraction) {
    double all = allocation.fraction(reached, fraction);
    if (failure != null || all <= snapshot.progress()) {
      return;
    }
    snapshot = new Snapshot(all, snapshot.step(), snapshot.blockers());
    if (allocation.isWorthTelling(all)) {
      listeners.tell(
          new KatkaEvent.ProgressMade(now(), setup.id(), allocation.tree(reached, fraction)));
    }
  }

  private void end(KatkaException e) {
    Outcome outcome =
        e instanceof ApplyCancelledException
            ? Outcome.CANCELLED
            : failure != null && e == failure && e.getSuppressed().length == 0
                ? Outcome.ROLLED_BACK
                : Outcome.FAILED;
    finish(outcome, String.valueOf(e.getMessage()));
  }

  private void finish(Outcome outcome, String reason) {
    Duration duration = Duration.ofNanos(time.nanos() - startedNanos);
    setup.factory().probe().close();
    snapshot = new Snapshot(outcome == Outcome.DONE ? 1 : snapshot.progress(), "", List.of());
    report =
        new RunReport(
            setup.id(),
            setup.plan(),
            outcome,
            reason,
            duration,
            reports,
            movements.byStep(),
            setup.factory().probe().proof().orElse(null));
    listeners.tell(new KatkaEvent.RunFinished(now(), setup.id(), outcome, reason, duration));
  }

  private Instant now() {
    return time.now();
  }
}
