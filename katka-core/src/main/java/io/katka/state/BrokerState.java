package io.katka.state;

import java.util.Objects;

/**
 * A registered broker as Kafka sees it.
 *
 * @param id its node id
 * @param fenced registered, but not serving: it has not caught up, is shutting down, or is gone
 * @param rack its rack; empty for none
 * @param cordoned whether new replicas are kept off it
 * @param answered whether it answered a request addressed to it, during this observation
 */
public record BrokerState(int id, boolean fenced, String rack, boolean cordoned, boolean answered) {
  public BrokerState {
    Objects.requireNonNull(rack, "rack");
  }
}
