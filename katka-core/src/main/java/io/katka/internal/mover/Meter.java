package io.katka.internal.mover;

import io.katka.event.Movement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures how far moves have come.
 *
 * @param moves how many there are in all
 * @param bytes how many bytes they copy in all
 * @param boundMillis how long that takes at least
 * @param startedNanos when they began
 */
public record Meter(int moves, long bytes, long boundMillis, long startedNanos) {
  /** Nothing moved yet. */
  public static final Movement NOTHING = new Movement(0, 0, 0, 0, 0, 0, 0, 0);

  /** A meter for moves that begin now; those under way count with what they have yet to copy. */
  public static Meter start(List<Transfer> waiting, Sight sight, long nanos) {
    return new Meter(
        waiting.size() + sight.underWay().size(),
        left(waiting, sight),
        Makespan.millis(waiting, sight),
        nanos);
  }

  /** How far they have come. */
  public Movement read(List<Transfer> waiting, Sight sight, long nanos) {
    long left = Math.min(bytes, left(waiting, sight));
    long elapsed = TimeUnit.NANOSECONDS.toMillis(nanos - startedNanos);
    int movesLeft = Math.min(moves, waiting.size() + sight.underWay().size());
    return new Movement(
        moves,
        moves - movesLeft,
        bytes,
        bytes - left,
        sight.bytesPerSecond(),
        boundMillis,
        elapsed,
        movesLeft == 0 ? 0 : eta(left, movesLeft, elapsed, Makespan.millis(waiting, sight)));
  }

  /** Two rounds of one step as one. */
  public static Movement together(Movement before, Movement now) {
    return new Movement(
        before.moves() + now.moves(),
        before.movesDone() + now.movesDone(),
        before.bytes() + now.bytes(),
        before.bytesDone() + now.bytesDone(),
        now.bytesPerSecond(),
        before.boundMillis() + now.boundMillis(),
        before.elapsedMillis() + now.elapsedMillis(),
        now.etaMillis());
  }

  private long eta(long left, int movesLeft, long elapsed, long boundLeft) {
    double done = fractionDone(left, movesLeft);
    return done <= 0 ? -1 : Math.max(boundLeft, (long) (elapsed * (1 - done) / done));
  }

  private double fractionDone(long left, int movesLeft) {
    return bytes > 0 ? (double) (bytes - left) / bytes : (double) (moves - movesLeft) / moves;
  }

  /** The bytes yet to be copied. */
  public static long left(List<Transfer> waiting, Sight sight) {
    long left = waiting.stream().mapToLong(Transfer::bytesToCopy).sum();
    return left + sight.underWay().values().stream().mapToLong(sight::bytesLeft).sum();
  }
}
