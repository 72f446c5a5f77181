package io.katka.internal.steps;

import io.katka.internal.mover.Reversal;
import io.katka.internal.mover.Rows;
import io.katka.internal.mover.Sight;
import io.katka.internal.mover.Transfer;
import io.katka.internal.planner.Notes;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.StepContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The moves under way that are our own. The replicas that their partitions had are noted before
 * they start, in order: Kafka takes a move back to the same brokers, but not to the same preferred
 * leader.
 */
final class Moves {
  /** So late may metadata be that do not show a move yet, though it was accepted. */
  private static final long LATE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Map<PartitionRef, Transfer> underWay;
  private final Map<PartitionRef, Long> startedNanos = new HashMap<>();
  private final Set<PartitionRef> cancelled = new HashSet<>();
  private final Set<PartitionRef> beginningAgain = new HashSet<>();

  private Moves(Map<PartitionRef, Transfer> underWay) {
    this.underWay = underWay;
  }

  /** Those of an earlier run that go on. */
  static Moves noted(StepContext context, PartitionTable table) {
    var underWay = new TreeMap<PartitionRef, Transfer>();
    context
        .note(Notes.MOVES)
        .map(Orders::read)
        .orElse(Map.of())
        .forEach(
            (ref, original) ->
                table
                    .row(ref)
                    .filter(table::isReassigning)
                    .ifPresent(row -> underWay.put(ref, Transfer.underWay(table, row, original))));
    return new Moves(underWay);
  }

  Map<PartitionRef, Transfer> underWay() {
    return underWay;
  }

  /**
   * Takes those off the books that have ended: that lie where they should, or that have not moved
   * for so long after they were started that it is not the look which is old.
   */
  void look(StepContext context, PartitionTable table) {
    long now = context.time().nanos();
    var rows = new Rows(table);
    underWay
        .values()
        .removeIf(
            t ->
                !cancelled.contains(t.partition())
                    && isOver(table, rows.of(t.partition(), t.row()), t, now));
    startedNanos.keySet().retainAll(underWay.keySet());
    beginningAgain.retainAll(underWay.keySet());
  }

  private boolean isOver(PartitionTable table, int row, Transfer transfer, long now) {
    if (row < 0) {
      return true;
    }
    Long started = startedNanos.get(transfer.partition());
    boolean seen =
        started == null
            || now - started > LATE_NANOS
            || beginningAgain.contains(transfer.partition());
    return !table.isReassigning(row) && (seen || table.replicaList(row).equals(transfer.to()));
  }

  private static boolean isMoving(PartitionTable table, PartitionRef ref) {
    return table.row(ref).filter(table::isReassigning).isPresent();
  }

  /** Notes what is about to start. */
  void start(StepContext context, Collection<Transfer> started) {
    long now = context.time().nanos();
    for (Transfer transfer : started) {
      underWay.put(transfer.partition(), transfer);
      startedNanos.put(transfer.partition(), now);
    }
    keep(context);
  }

  /**
   * Takes back moves that are to begin again; they are under way until their replicas are seen to
   * be those of before.
   */
  void beginAgain(StepContext context, Collection<Transfer> transfers) {
    var refs = new TreeSet<PartitionRef>();
    transfers.forEach(t -> refs.add(t.partition()));
    context.lock();
    beginningAgain.addAll(refs);
    Execution.reassignments(context).cancel(refs);
  }

  private void keep(StepContext context) {
    var originals = new TreeMap<PartitionRef, List<Integer>>();
    underWay.values().forEach(t -> originals.put(t.partition(), t.from()));
    context.keep(Notes.MOVES, Orders.write(originals));
  }

  /**
   * Takes back the moves that are not nearly finished, then their order.
   *
   * @return how many still move
   */
  long takeBack(StepContext context, Sight sight) {
    var asked = new TreeMap<PartitionRef, Transfer>();
    boolean possible = Execution.reassignments(context).canAdd();
    List<Transfer> reverted = possible ? Reversal.of(sight).reverted() : List.of();
    for (Transfer transfer : reverted) {
      if (!cancelled.contains(transfer.partition())) {
        asked.put(transfer.partition(), transfer);
      }
    }
    if (!asked.isEmpty()) {
      context.lock();
      Execution.reassignments(context).cancel(asked.keySet());
      cancelled.addAll(asked.keySet());
      return underWay.size();
    }
    var orders = new TreeMap<PartitionRef, List<Integer>>();
    for (PartitionRef ref : Set.copyOf(cancelled)) {
      Transfer transfer = underWay.get(ref);
      if (transfer == null || !isMoving(sight.table(), ref)) {
        if (transfer != null && Reversal.isBack(sight.table(), transfer)) {
          orders.put(ref, transfer.from());
        }
        cancelled.remove(ref);
        underWay.remove(ref);
      }
    }
    if (!orders.isEmpty()) {
      context.lock();
      Execution.reassignments(context).alter(orders);
    }
    return underWay.size();
  }

  void forget(StepContext context) {
    context.forget(Notes.MOVES);
  }
}
