package io.katka.balance;

import java.util.Objects;

/**
 * A broker before and after the plan.
 *
 * @param broker the broker
 * @param before what lies on it now
 * @param after what will
 * @param bytesIn bytes copied to it
 * @param bytesOut bytes copied from it, by the leaders of now: data is copied from the leader
 */
public record BrokerLoad(BrokerSlot broker, Load before, Load after, long bytesIn, long bytesOut) {
  public BrokerLoad {
    Objects.requireNonNull(broker, "broker");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }
}
