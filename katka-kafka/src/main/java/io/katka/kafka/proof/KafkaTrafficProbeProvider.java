package io.katka.kafka.proof;

import io.katka.spi.Connection;
import io.katka.spi.ProofSpec;
import io.katka.spi.Time;
import io.katka.spi.TrafficProbe;
import io.katka.spi.TrafficProbeProvider;
import java.util.Set;

/**
 * Starts traffic with Kafka's own producer and consumer; found by {@link java.util.ServiceLoader}.
 *
 * <p>The producer is idempotent with {@code acks=all} and tries to deliver each record for two
 * minutes. Its topic has a replication factor of 3, or as many as there are brokers, and {@code
 * min.insync.replicas} 2 where that is 3, otherwise 1. Leaders and in-sync sets of all partitions
 * of the cluster are looked at every 100 ms; beyond 500 topics, 500 at a time in turn beside the
 * probe's own, which shows in the proof's resolution. At most 10,000 intervals under {@code
 * min.insync.replicas} are kept.
 *
 * <p>A leader that has died but that the controller has not yet noticed is still a leader in these
 * looks; what clients feel of it is in the longest stall.
 */
public final class KafkaTrafficProbeProvider implements TrafficProbeProvider {

  /** For {@link java.util.ServiceLoader}. */
  public KafkaTrafficProbeProvider() {}

  @Override
  public TrafficProbe start(
      Connection client, Connection admin, ProofSpec spec, Set<Integer> brokers, Time time) {
    return KafkaTrafficProbe.start(true, client, admin, spec, brokers, time);
  }

  /**
   * As {@link #start}, for traffic that no cluster's lock stands behind: it may run beside that of
   * a run and beside other such traffic. Its topic is one of the cluster's like any other, and is
   * moved as they are.
   */
  public TrafficProbe startBesideOthers(
      Connection client, Connection admin, ProofSpec spec, Set<Integer> brokers, Time time) {
    return KafkaTrafficProbe.start(false, client, admin, spec, brokers, time);
  }
}
