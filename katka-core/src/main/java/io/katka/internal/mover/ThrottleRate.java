package io.katka.internal.mover;

import io.katka.spec.BalancePolicy;
import io.katka.spec.Quantity;
import java.util.Collection;

/**
 * At which rate replicas may be copied, per broker and direction. It must be above what is written
 * to a partition meanwhile, times the replicas copied from its leader, or the copies never catch
 * up.
 *
 * @param bytesPerSecond the rate; 0 for no throttle
 * @param remark what is to be told about it
 * @param refusal why nothing may be moved at that rate; empty if it may
 */
public record ThrottleRate(long bytesPerSecond, String remark, String refusal) {
  private static final int HEADROOM = 2;

  /** The rate for these moves. */
  public static ThrottleRate of(
      BalancePolicy policy, Collection<Transfer> transfers, WriteRates rates) {
    long asked = policy.throttleBytesPerSecond();
    if (asked == 0) {
      return new ThrottleRate(0, "no throttle, as asked for", "");
    }
    if (asked > 0) {
      return new ThrottleRate(
          asked, remark(asked, transfers, rates), refusal(asked, transfers, rates));
    }
    long fastest = transfers.stream().mapToLong(t -> written(t, rates)).max().orElse(0);
    long busiest = Math.max(fastest, rates.busiestBroker());
    long rate = Math.max(BalancePolicy.LEAST_DEFAULT_THROTTLE, HEADROOM * busiest);
    return new ThrottleRate(rate, remark(rate, transfers, rates), "");
  }

  private static long written(Transfer transfer, WriteRates rates) {
    return rates.of(transfer.partition()) * transfer.adding().size();
  }

  private static String remark(long rate, Collection<Transfer> transfers, WriteRates rates) {
    long unknown = transfers.stream().filter(t -> !rates.knows(t.partition())).count();
    String throttle = "throttle " + Quantity.show(rate) + "/s per broker and direction";
    return unknown == 0
        ? throttle
        : throttle + "; how fast " + unknown + " of the partitions are written is not known";
  }

  private static String refusal(long rate, Collection<Transfer> transfers, WriteRates rates) {
    for (Transfer transfer : transfers) {
      long written = written(transfer, rates);
      if (written >= rate) {
        return ("%s is written at %d bytes/s and copied to %d brokers at once: at a throttle of %d"
                + " bytes/s the copies never catch up. Set a throttle above %d, better twice that,"
                + " or none.")
            .formatted(
                transfer.partition(),
                rates.of(transfer.partition()),
                transfer.adding().size(),
                rate,
                written);
      }
    }
    return "";
  }
}
