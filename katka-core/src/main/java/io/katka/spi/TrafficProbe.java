package io.katka.spi;

import io.katka.state.Proof;
import java.util.Set;

/**
 * Produces to and consumes from a cluster while it is changed, over a topic of its own with a
 * partition led by every broker.
 */
public interface TrafficProbe extends AutoCloseable {
  /** Gives each of these brokers a partition to lead, and takes those of others away from them. */
  void brokers(Set<Integer> ids);

  /** Stops sending, reads the topic to its end, removes it, and tells what was seen. */
  Proof finish();

  /** Ends the traffic at once, without counting; removes the topic as far as it can. */
  @Override
  void close();
}
