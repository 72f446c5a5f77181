package io.katka.spi;

import java.util.Set;

/** Finds the traffic probe on the class path, by {@link java.util.ServiceLoader}. */
public interface TrafficProbeProvider {
  /** The prefix of the names of topics that probes make: they are no one's data. */
  String TOPIC_PREFIX = "__katka_proof_";

  /**
   * Creates the probe's topic and starts the traffic.
   *
   * @param client how clients reach the cluster
   * @param admin how Katka reaches it
   * @param brokers the brokers that each get a partition to lead
   * @throws io.katka.error.PreconditionException if a client listener cannot be reached: the probe
   *     never narrows silently
   */
  TrafficProbe start(
      Connection client, Connection admin, ProofSpec spec, Set<Integer> brokers, Time time);
}
