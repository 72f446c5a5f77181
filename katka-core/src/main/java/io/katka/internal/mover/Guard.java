package io.katka.internal.mover;

import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds moves back while partitions are in trouble that were not when they began: each time that
 * happens nothing new is started and the window halved; after it went well for a minute it doubles
 * again.
 *
 * @param known partitions that have been in trouble from the start: moves may be their cure
 * @param fresh partitions that are in trouble since
 * @param divisor by how much the window is narrowed
 * @param wellSinceNanos since when it went well
 */
public record Guard(
    Set<PartitionRef> known, Set<PartitionRef> fresh, int divisor, long wellSinceNanos) {
  private static final int NARROWEST = 16;
  private static final long PROBATION_NANOS = TimeUnit.MINUTES.toNanos(1);

  public Guard {
    known = Set.copyOf(known);
    fresh = Set.copyOf(fresh);
  }

  /** A guard that takes what it sees for the beginning. */
  public static Guard from(PartitionTable table, long nanos) {
    return new Guard(troubled(table), Set.of(), 1, nanos);
  }

  /** The guard after another look. */
  public Guard look(PartitionTable table, long nanos) {
    Set<PartitionRef> troubled = troubled(table);
    var still = new HashSet<>(known);
    still.retainAll(troubled);
    troubled.removeAll(still);
    if (!troubled.isEmpty()) {
      boolean begins = fresh.isEmpty();
      int narrower = begins ? Math.min(NARROWEST, divisor * 2) : divisor;
      return new Guard(still, troubled, narrower, nanos);
    }
    boolean proven = divisor > 1 && nanos - wellSinceNanos >= PROBATION_NANOS;
    return new Guard(
        still, Set.of(), proven ? divisor / 2 : divisor, proven ? nanos : wellSinceNanos);
  }

  /** Whether moves may be started. */
  public boolean isOpen() {
    return fresh.isEmpty();
  }

  /** Partitions without a leader, or with fewer in sync than they need though they could. */
  private static Set<PartitionRef> troubled(PartitionTable table) {
    var troubled = new HashSet<PartitionRef>();
    for (int row = 0; row < table.size(); row++) {
      boolean below = table.isrSize(row) < table.minIsr(row);
      if (table.leader(row) < 0 || below && table.targetReplicas(row).size() >= table.minIsr(row)) {
        troubled.add(table.ref(row));
      }
    }
    return troubled;
  }
}
