package io.katka.kafka;

import io.katka.spi.Connection;
import io.katka.spi.KafkaGateway;
import io.katka.spi.Time;
import io.katka.state.KafkaState;
import io.katka.state.QuorumState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The gateway over Kafka's AdminClient, for KRaft clusters of Kafka 3.9 and newer. It talks to the
 * brokers, and to the controllers where the brokers cannot help: before there is any, about voters,
 * and about the configuration of a broker that is down.
 *
 * <p>What an observation shows beyond its contract:
 *
 * <ul>
 *   <li>{@code BrokerState.answered} is false unless {@link Look#ANSWERS} is asked for, and always
 *       for a fenced broker, which no client can address.
 *   <li>{@code BrokerState.cordoned} is false unless {@link Look#CONFIG} is asked for, and for a
 *       broker that does not answer: only a broker itself tells its own configuration.
 *   <li>{@link Look#BYTES} brings {@link Look#PARTITIONS} with it.
 *   <li>With {@link Look#ANSWERS}, on which a decision to stop a broker rests, nothing comes from
 *       memory; otherwise a topic's {@code min.insync.replicas} may be up to 10 s old.
 *   <li>Supported features are those that all brokers that answer know.
 *   <li>Brokers before Kafka 4.0 do not tell of fenced brokers: there these are left out.
 * </ul>
 *
 * <p>All facets are there; a cluster that lacks a capability refuses the act.
 */
final class AdminKafkaGateway implements KafkaGateway {
  private final AdminCalls brokers;
  private final AdminCalls controllers;
  private final MinIsrCache minIsr;

  AdminKafkaGateway(Connection connection, Time time) {
    brokers = AdminCalls.toBrokers(connection, time);
    controllers = AdminCalls.toControllers(connection, time);
    minIsr = new MinIsrCache(time);
  }

  @Override
  public KafkaState observe(Set<Look> looks) {
    Set<Look> asked = EnumSet.noneOf(Look.class);
    asked.addAll(looks);
    return brokers.ask(
        "observe the cluster", admin -> new Observation(admin, asked, minIsr).state());
  }

  @Override
  public QuorumState observeQuorum() {
    AdminCalls side = controllers.available() ? controllers : brokers;
    return side.ask("observe the quorum", admin -> QuorumLook.state(new QuorumLook(admin).info()));
  }

  @Override
  public Optional<Reassignments> reassignments() {
    return Optional.of(new KafkaReassignments(brokers));
  }

  @Override
  public Optional<Elections> elections() {
    return Optional.of(new KafkaElections(brokers));
  }

  @Override
  public Optional<Configs> configs() {
    return Optional.of(new KafkaConfigs(brokers, controllers, minIsr));
  }

  @Override
  public Optional<Features> features() {
    return Optional.of(new KafkaFeatures(brokers));
  }

  @Override
  public Optional<Voters> voters() {
    return Optional.of(new KafkaVoters(brokers, controllers));
  }

  @Override
  public Optional<Registrations> registrations() {
    return Optional.of(new KafkaRegistrations(brokers));
  }

  @Override
  public void close() {
    try {
      brokers.close();
    } finally {
      controllers.close();
    }
  }
}
