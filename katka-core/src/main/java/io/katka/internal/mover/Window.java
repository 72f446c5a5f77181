package io.katka.internal.mover;

import io.katka.error.Blocker;
import io.katka.state.BrokerDisk;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the moves to start now: a sliding window, in which a finished move is replaced at once.
 * Data is copied from the leader to the replica being added, so both ends have a {@link Budget}.
 * Moves are looked at in the order of {@link Order}; one that cannot start makes no room for
 * itself, so smaller ones may overtake it. Of a partition that is written fast, only some replicas
 * are copied at once ({@link Egress}).
 */
public final class Window {
  private static final int REASONS = 20;
  private static final long MOST_RESERVED = 1L << 30;
  private static final int RESERVED_PART = 50;

  private final Sight sight;
  private final Budget budget;
  private final Rows rows;
  private final Loads loads;
  private final Egress egress;
  private final List<Transfer> started = new ArrayList<>();
  private final List<Transfer> waiting = new ArrayList<>();
  private final List<Transfer> outdated = new ArrayList<>();
  private final Set<Blocker> reasons = new LinkedHashSet<>();

  private Window(Sight sight, Budget budget) {
    this.sight = sight;
    this.budget = budget;
    rows = new Rows(sight.table());
    egress = new Egress(sight.table(), rows, sight.rates());
    loads = Loads.of(sight, rows, egress);
  }

  /**
   * What comes of a choice.
   *
   * @param started the moves to start now
   * @param waiting those to look at again later, in the order they were given in
   * @param outdated those whose partition is gone, or lies otherwise than it was planned from
   * @param reasons what keeps moves back besides the budget
   */
  public record Choice(
      List<Transfer> started,
      List<Transfer> waiting,
      List<Transfer> outdated,
      List<Blocker> reasons) {}

  /** Chooses among moves that wait, in the order they are to start. */
  public static Choice choose(List<Transfer> transfers, Sight sight, Budget budget) {
    var window = new Window(sight, budget);
    transfers.forEach(window::consider);
    return new Choice(window.started, window.waiting, window.outdated, List.copyOf(window.reasons));
  }

  private void consider(Transfer transfer) {
    if (loads.isFull(budget)) {
      waiting.add(transfer);
      return;
    }
    PartitionTable table = sight.table();
    int row = rows.of(transfer.partition(), transfer.row());
    if (row < 0 || !isAsPlanned(table, row, transfer)) {
      // What is under way to where it is to start from, or back to there, is waited for.
      boolean comes = row >= 0 && sight.underWay().containsKey(transfer.partition());
      (comes ? waiting : outdated).add(transfer);
      return;
    }
    Parts parts = parts(transfer, row);
    Transfer first = parts.first();
    int leader = table.leader(row);
    Optional<Blocker> obstacle = obstacle(first, row, leader);
    if (obstacle.isPresent() || !loads.allows(first, leader, sight, budget)) {
      obstacle.filter(o -> reasons.size() < REASONS).ifPresent(reasons::add);
      waiting.add(transfer);
      return;
    }
    loads.start(first, leader, sight);
    started.add(first);
    parts.rest().ifPresent(waiting::add);
  }

  private Parts parts(Transfer transfer, int row) {
    boolean atRest = !sight.table().isReassigning(row);
    int copies =
        atRest ? egress.copiesAtOnce(transfer, sight.bytesPerSecond()) : transfer.adding().size();
    return Parts.of(transfer, copies, sight.table(), row, sight.racks());
  }

  /** Whether the replicas, or those they are to become, are still the ones it was planned from. */
  private static boolean isAsPlanned(PartitionTable table, int row, Transfer transfer) {
    List<Integer> now = table.targetReplicas(row);
    return now.equals(transfer.from())
        || now.size() == transfer.from().size() && new HashSet<>(now).containsAll(transfer.from());
  }

  private Optional<Blocker> obstacle(Transfer transfer, int row, int leader) {
    PartitionTable table = sight.table();
    if (table.isReassigning(row) && !takesPlace(transfer, row)) {
      boolean ours = sight.underWay().containsKey(transfer.partition());
      return Optional.of(
          ours
              ? new Blocker.InProgress(transfer.partition() + " still moves to its last place", 1)
              : new Blocker.ForeignReassignment(table.topic(row), table.partition(row)));
    }
    if (leader < 0) {
      return Optional.of(new Blocker.Leaderless(table.topic(row), table.partition(row)));
    }
    for (int broker : transfer.adding()) {
      if (!sight.serving().contains(broker)) {
        return Optional.of(new Blocker.NodeNotReady(broker, "not serving", "serving"));
      }
      Blocker full = wouldFill(transfer, broker);
      if (full != null) {
        return Optional.of(full);
      }
    }
    return egress.writtenTooFast(transfer, sight.bytesPerSecond());
  }

  /**
   * Whether a reassignment under way waits for a broker that does not serve, and that this move
   * takes the partition off: it would never end, and this move replaces it.
   */
  private boolean takesPlace(Transfer transfer, int row) {
    PartitionTable table = sight.table();
    for (int i = 0; i < table.replicationFactor(row); i++) {
      int broker = table.replica(row, i);
      if (table.isAdding(row, i)
          && !sight.serving().contains(broker)
          && !transfer.to().contains(broker)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Blocker wouldFill(Transfer transfer, int broker) {
    BrokerDisk disk = sight.disks().get(broker);
    if (disk == null || disk.usableBytes() < 0 || transfer.knownBytes() == 0) {
      return null;
    }
    long reserved = Math.min(MOST_RESERVED, disk.totalBytes() / RESERVED_PART);
    long needed = loads.bytesInto(broker) + transfer.knownBytes() + reserved;
    return needed <= disk.usableBytes()
        ? null
        : new Blocker.DiskWouldFill(broker, disk.usableBytes(), needed);
  }

  /** What keeps copies from ever catching up, of moves under way as of those that wait. */
  public static List<Blocker> writtenTooFast(Sight sight) {
    var egress = new Egress(sight.table(), sight.rates());
    return sight.underWay().values().stream()
        .flatMap(move -> egress.writtenTooFast(move, sight.bytesPerSecond()).stream())
        .limit(REASONS)
        .toList();
  }
}
