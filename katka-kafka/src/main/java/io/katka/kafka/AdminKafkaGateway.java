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
 * The gateway over Kafka's AdminClient, for KRaft clusters of Kafka 3.9 and newer. What the active
 * controller decides is asked of the controllers themselves where they can be reached, all else of
 * the brokers.
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
    controllers = AdminCalls.toControllers(connection, time, brokers);
    minIsr = new MinIsrCache(time);
  }

  @Override
  public KafkaState observe(Set<Look> looks) {
    Set<Look> asked = EnumSet.noneOf(Look.class);
    asked.addAll(looks);
    ControllerLook controller =
        controllerSide()
            .ask(
                "ask the active controller",
                admin -> ControllerLook.at(admin, Observation.showsPartitions(asked)));
    return brokers.ask(
        "observe the cluster", admin -> new Observation(admin, controller, asked, minIsr).state());
  }

  @Override
  public QuorumState observeQuorum() {
    return controllerSide()
        .ask("observe the quorum", admin -> QuorumLook.state(new QuorumLook(admin).info()));
  }

  // For what the active controller answers: it can be reached while brokers cannot, or are not yet.
  private AdminCalls controllerSide() {
    return controllers.available() ? controllers : brokers;
  }

  @Override
  public Optional<Reassignments> reassignments() {
    return Optional.of(new KafkaReassignments(controllerSide()));
  }

  @Override
  public Optional<Disks> disks() {
    return Optional.of(new KafkaDisks(brokers));
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
    return Optional.of(new KafkaFeatures(controllerSide()));
  }

  @Override
  public Optional<Voters> voters() {
    return Optional.of(new KafkaVoters(controllerSide()));
  }

  @Override
  public Optional<Registrations> registrations() {
    return Optional.of(new KafkaRegistrations(controllerSide()));
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
