package io.katka.internal.mover;

import io.katka.spec.BalancePolicy;
import io.katka.spec.Quantity;
import io.katka.state.PartitionTable;
import java.util.Collection;

/**
 * At which rate replicas may be copied, per broker and direction. It must be above what is written
 * to a partition meanwhile, times the replicas that follow its leader and one that is copied, or
 * that one never catches up.
 *
 * @param bytesPerSecond the rate; 0 for no throttle
 * @param remark what is to be told about it
 * @param refusal why nothing may be moved at that rate; empty if it may
 */
public record ThrottleRate(long bytesPerSecond, String remark, String refusal) {
  private static final int HEADROOM = 2;

  /** The rate for these moves. */
  public static ThrottleRate of(
      BalancePolicy policy,
      Collection<Transfer> transfers,
      PartitionTable table,
      WriteRates rates) {
    long asked = policy.throttleBytesPerSecond();
    if (asked == 0) {
      return new ThrottleRate(0, "no throttle, as asked for", "");
    }
    var egress = new Egress(table, rates);
    if (asked > 0) {
      return new ThrottleRate(
          asked, remark(asked, transfers, rates), refusal(asked, transfers, egress, rates));
    }
    long fastest = transfers.stream().mapToLong(t -> least(t, egress)).max().orElse(0);
    long busiest = Math.max(fastest, rates.busiestBroker());
    long rate = Math.max(BalancePolicy.LEAST_DEFAULT_THROTTLE, HEADROOM * busiest);
    return new ThrottleRate(rate, remark(rate, transfers, rates), "");
  }

  /** What counts at the leader while one replica after the other is copied. */
  private static long least(Transfer transfer, Egress egress) {
    return transfer.adding().isEmpty() ? 0 : egress.of(transfer, 1);
  }

  private static String remark(long rate, Collection<Transfer> transfers, WriteRates rates) {
    long unknown = transfers.stream().filter(t -> !rates.knows(t.partition())).count();
    String throttle = "throttle " + Quantity.show(rate) + "/s per broker and direction";
    return unknown == 0
        ? throttle
        : throttle + "; how fast " + unknown + " of the partitions are written is not known";
  }

  private static String refusal(
      long rate, Collection<Transfer> transfers, Egress egress, WriteRates rates) {
    for (Transfer transfer : transfers) {
      long least = least(transfer, egress);
      if (Egress.isTooMuch(least, rate)) {
        return ("%s is written at %d bytes/s, which its leader sends to %d replicas in sync and to"
                + " the one that is copied; Kafka counts all of it: at a throttle of %d bytes/s no"
                + " copy ever catches up. Set a throttle above %d, better twice that, or none.")
            .formatted(
                transfer.partition(),
                rates.of(transfer.partition()),
                egress.followers(transfer),
                rate,
                Egress.least(least));
      }
    }
    return "";
  }
}
