package io.katka.internal.mover;

import io.katka.error.Blocker;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.Optional;

/**
 * What counts at a leader while its partition is copied. Kafka counts against the leader's throttle
 * all that followers fetch of a throttled partition, those in sync included, though it only ever
 * holds up the others ({@code ReplicationQuotaManager}, KIP-73): what is written counts once for
 * each follower and once for each copy.
 */
final class Egress {
  /** Samples are short and clients write unevenly: a tenth less than the throttle is as much. */
  private static final int MARGIN = 10;

  private final PartitionTable table;
  private final WriteRates rates;
  private final Rows rows;

  Egress(PartitionTable table, WriteRates rates) {
    this(table, new Rows(table), rates);
  }

  Egress(PartitionTable table, Rows rows, WriteRates rates) {
    this.table = table;
    this.rows = rows;
    this.rates = rates;
  }

  /** The throttle that must be exceeded where so much counts. */
  static long least(long counted) {
    return counted + counted / MARGIN;
  }

  /** Whether copies never catch up, or hardly, where so much counts at their leader. */
  static boolean isTooMuch(long counted, long bytesPerSecond) {
    return bytesPerSecond > 0 && counted > 0 && least(counted) >= bytesPerSecond;
  }

  /** Bytes per second that count while so many replicas are copied at once; 0 if not known. */
  long of(Transfer transfer, int copies) {
    return rates.of(transfer.partition()) * (followers(transfer) + copies);
  }

  /** How many replicas follow in sync besides those that are copied. */
  int followers(Transfer transfer) {
    int row = rows.of(transfer.partition(), transfer.row());
    return row < 0 ? 0 : Math.max(0, settledInSync(row, transfer) - 1);
  }

  private int settledInSync(int row, Transfer transfer) {
    int settled = 0;
    for (int i = 0; i < table.replicationFactor(row); i++) {
      boolean copied = transfer.adding().contains(table.replica(row, i));
      settled += table.isInSync(row, i) && !copied ? 1 : 0;
    }
    return settled;
  }

  /**
   * How many replicas to copy at once: as many as leave half of the rate to what was written
   * before, at least one.
   *
   * @param bytesPerSecond the throttle; 0 for none
   */
  int copiesAtOnce(Transfer transfer, long bytesPerSecond) {
    int all = transfer.adding().size();
    long written = rates.of(transfer.partition());
    if (bytesPerSecond <= 0 || written == 0) {
      return all;
    }
    long most = bytesPerSecond / 2 / written - followers(transfer);
    return (int) Math.max(1, Math.min(all, most));
  }

  /** What keeps a move's copies from ever catching up, all made at once. */
  Optional<Blocker> writtenTooFast(Transfer transfer, long bytesPerSecond) {
    long counted = of(transfer, transfer.adding().size());
    PartitionRef partition = transfer.partition();
    return isTooMuch(counted, bytesPerSecond)
        ? Optional.of(
            new Blocker.WrittenTooFast(
                partition.topic(), partition.partition(), counted, bytesPerSecond))
        : Optional.empty();
  }

  /** Whether the partition keeps what it needs in sync without the replicas it has got so far. */
  boolean mayGoBack(Transfer transfer) {
    int row = rows.of(transfer.partition(), transfer.row());
    int needed = row < 0 ? 0 : Math.max(1, Math.min(table.minIsr(row), table.isrSize(row)));
    return row >= 0 && settledInSync(row, transfer) >= needed;
  }
}
