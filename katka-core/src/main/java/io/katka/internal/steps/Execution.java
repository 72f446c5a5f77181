package io.katka.internal.steps;

import io.katka.balance.BalancePlan;
import io.katka.error.Blocker;
import io.katka.error.PreconditionException;
import io.katka.error.UnreachableException;
import io.katka.event.Movement;
import io.katka.internal.mover.Budget;
import io.katka.internal.mover.Guard;
import io.katka.internal.mover.Meter;
import io.katka.internal.mover.Order;
import io.katka.internal.mover.Overload;
import io.katka.internal.mover.Sight;
import io.katka.internal.mover.ThrottleLists;
import io.katka.internal.mover.ThrottleRate;
import io.katka.internal.mover.Transfer;
import io.katka.internal.mover.Window;
import io.katka.internal.mover.Window.Choice;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.KafkaGateway.Reassignments;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The moves of one balance on their way. Each look: what has finished is taken off the books, the
 * {@link Guard} says whether more may start, the {@link Window} which, and the throttles' lists
 * follow. What the partitions' replicas were is noted before a move starts.
 */
final class Execution {
  private final Moves moves;
  private final Throttles throttles;
  private final Samples samples;
  private final Eyes eyes;
  private final int total;
  private final long startedNanos;
  private List<Transfer> waiting;
  private long bytesPerSecond;
  private final Movement before;
  private Guard guard;
  private Meter meter;
  private Movement moved;
  private int outdated;
  private final Set<PartitionRef> begunAgain = new HashSet<>();
  private final Headway headway = new Headway();

  /**
   * Begins: throttles are set, nothing moves yet.
   *
   * @param before what the rounds before this one moved, which counts on
   * @throws PreconditionException if the throttle is below what is written meanwhile
   */
  Execution(
      StepContext context,
      BalancePlan plan,
      Set<Integer> leaving,
      Samples samples,
      Movement before) {
    this.samples = samples;
    this.before = before;
    moved = before;
    PartitionTable table = context.kafka(Look.PARTITIONS, Look.BYTES).partitions();
    Set<Integer> serving = Eyes.serving(context);
    var transfers =
        plan.moves().stream().map(m -> Transfer.of(m, table, leaving, serving)).toList();
    waiting = Order.of(transfers, table);
    moves = Moves.noted(context, table);
    var all = new ArrayList<>(transfers);
    all.addAll(moves.underWay().values());
    ThrottleRate rate = ThrottleRate.of(plan.policy(), all, table, samples.rates());
    if (!rate.refusal().isEmpty()) {
      throw new PreconditionException(rate.refusal(), List.of());
    }
    bytesPerSecond = rate.bytesPerSecond();
    total = all.size();
    context.tell(
        "%s: %d moves, %d bytes, %s"
            .formatted(context.step().name(), total, plan.bytes(), rate.remark()));
    throttles = new Throttles();
    boolean copies = !all.stream().allMatch(Transfer::isEmpty);
    throttles.begin(context, ends(all, serving), topics(all), copies ? bytesPerSecond : 0);
    eyes = new Eyes(targets(all));
    startedNanos = context.time().nanos();
    guard = Guard.from(table, startedNanos);
    Sight sight = sight(context, table);
    beginAgain(context, sight);
    meter = Meter.start(waiting, sight, startedNanos);
  }

  /**
   * Moves with more copies at once than the throttle carries begin again, with fewer; each of them
   * once, so that a run in which nothing helps ends.
   */
  private void beginAgain(StepContext context, Sight sight) {
    List<Transfer> takenBack =
        Overload.of(sight).stream().filter(t -> !begunAgain.contains(t.partition())).toList();
    if (takenBack.isEmpty() || !reassignments(context).canAdd()) {
      return;
    }
    // Before they are taken back: if that is not answered, they end one way or the other.
    waiting = Order.of(Overload.waiting(takenBack, waiting), sight.table());
    headway.begins();
    moves.beginAgain(context, takenBack);
    takenBack.forEach(t -> begunAgain.add(t.partition()));
  }

  private static Set<Integer> targets(Collection<Transfer> transfers) {
    var targets = new TreeSet<Integer>();
    transfers.forEach(t -> targets.addAll(t.adding()));
    return targets;
  }

  private static Set<Integer> ends(Collection<Transfer> transfers, Set<Integer> serving) {
    var ends = new TreeSet<Integer>();
    transfers.forEach(t -> Stream.of(t.from(), t.to()).forEach(ends::addAll));
    ends.retainAll(serving);
    return ends;
  }

  private static Set<String> topics(Collection<Transfer> transfers) {
    var topics = new TreeSet<String>();
    transfers.forEach(t -> topics.add(t.partition().topic()));
    return topics;
  }

  private Sight sight(StepContext context, PartitionTable table) {
    return new Sight(
        table,
        Eyes.serving(context),
        Eyes.racks(context),
        eyes.disks(context),
        samples.rates(),
        bytesPerSecond,
        moves.underWay());
  }

  /** Does the next portion; done once every move has ended. */
  StepOutcome advance(StepContext context) {
    PartitionTable table = samples.look(context);
    moves.look(context, table);
    adaptThrottle(context, table);
    Sight sight = sight(context, table);
    if (samples.isNew()) {
      beginAgain(context, sight);
    }
    guard = guard.look(table, context.time().nanos());
    var blockers = new ArrayList<Blocker>();
    if (!mayStart(context, table)) {
      blockers.add(new Blocker.InProgress("the batch before ends first", 1));
    } else if (guard.isOpen()) {
      Budget budget =
          Budget.at(bytesPerSecond)
              .after(context.time().nanos() - startedNanos)
              .dividedBy(guard.divisor());
      Choice choice = Window.choose(waiting, sight, budget);
      waiting = choice.waiting();
      outdated += choice.outdated().size();
      blockers.addAll(choice.reasons());
      start(context, table, choice.started());
      sight = sight(context, table);
    } else {
      blockers.addAll(Eyes.troubles(table, guard.fresh()));
    }
    limit(context, table);
    return outcome(context, sight, blockers);
  }

  /** Some clusters carry out one batch at a time, whoever began it. */
  private boolean mayStart(StepContext context, PartitionTable table) {
    boolean quiet = true;
    for (int row = 0; row < table.size() && quiet; row++) {
      quiet = !table.isReassigning(row);
    }
    return quiet || waiting.isEmpty() || reassignments(context).canAdd();
  }

  private void start(StepContext context, PartitionTable table, List<Transfer> started) {
    if (started.isEmpty()) {
      return;
    }
    moves.start(context, started);
    headway.begins();
    limit(context, table);
    var targets = new TreeMap<PartitionRef, List<Integer>>();
    started.forEach(t -> targets.put(t.partition(), t.to()));
    context.lock();
    try {
      reassignments(context).alter(targets);
    } catch (UnreachableException e) {
      // Those that started all the same are found to be under way, and outdated as waiting ones.
      var again = new ArrayList<>(started);
      again.addAll(waiting);
      waiting = again;
      throw e;
    }
  }

  private void limit(StepContext context, PartitionTable table) {
    throttles.list(
        context, ThrottleLists.of(moves.underWay().values(), table, throttles.listsBefore()));
  }

  /** The default throttle follows what is written; one that was asked for stays. */
  private void adaptThrottle(StepContext context, PartitionTable table) {
    if (bytesPerSecond <= 0 || !samples.isNew()) {
      return;
    }
    var all = new ArrayList<>(waiting);
    all.addAll(moves.underWay().values());
    ThrottleRate rate = ThrottleRate.of(samples.policy(), all, table, samples.rates());
    if (rate.bytesPerSecond() > bytesPerSecond) {
      bytesPerSecond = rate.bytesPerSecond();
      throttles.rate(context, bytesPerSecond);
      context.tell("more is written than before: " + rate.remark());
    }
  }

  private StepOutcome outcome(StepContext context, Sight sight, List<Blocker> blockers) {
    Movement movement = meter.read(waiting, sight, context.time().nanos());
    moved = Meter.together(before, movement);
    context.moved(moved);
    int left = waiting.size() + sight.underWay().size();
    if (left == 0) {
      if (outdated > 0) {
        context.tell("%d moves were outdated by other changes and left out".formatted(outdated));
      }
      return StepOutcome.done();
    }
    double bytesDone = movement.bytes() == 0 ? 0 : (double) movement.bytesDone() / movement.bytes();
    double movesDone = (double) movement.movesDone() / Math.max(1, total);
    context.progress(movement.bytes() == 0 ? movesDone : (bytesDone + movesDone) / 2);
    blockers.addAll(0, Window.writtenTooFast(sight));
    blockers.add(0, new Blocker.InProgress("replicas move", left));
    return new StepOutcome.NotYet(blockers, headway.remaining(behind(sight) + left));
  }

  /** What is yet to be copied, by the sizes of now: partitions grow while they are copied. */
  private long behind(Sight sight) {
    return waiting.stream().mapToLong(Transfer::bytesToCopy).sum()
        + sight.bytesBehind(samples.sizes());
  }

  /** What this round and those before it have moved. */
  Movement moved() {
    return moved;
  }

  /** Takes back what is not nearly finished; done once nothing of it moves any more. */
  StepOutcome cancel(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    moves.look(context, table);
    long left = moves.takeBack(context, sight(context, table));
    waiting = List.of();
    limit(context, table);
    if (left > 0) {
      var blocker = new Blocker.InProgress("moves end or are taken back", left);
      return new StepOutcome.NotYet(List.of(blocker), left);
    }
    end(context);
    return StepOutcome.done();
  }

  /** Puts the throttles back. */
  void end(StepContext context) {
    throttles.end(context);
    moves.forget(context);
  }

  static Reassignments reassignments(StepContext context) {
    return context.gateway().reassignments().orElseThrow();
  }
}
