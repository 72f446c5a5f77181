package io.katka.kafka;

import io.katka.error.KatkaException;
import io.katka.kafka.internal.ClientSettings;
import io.katka.spi.Connection;
import io.katka.spi.Ensemble;
import io.katka.spi.KafkaGateway;
import io.katka.spi.Time;
import io.katka.state.KafkaState;
import io.katka.state.QuorumState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The gateway over Kafka's AdminClient, for KRaft clusters of Kafka 3.9 and newer, and for those
 * with a ZooKeeper ensemble from Kafka 2.0 on. What the active controller decides is asked of the
 * controllers themselves where they can be reached, all else of the brokers.
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
 * <p>All facets are there; a cluster that lacks a capability refuses the act. A cluster with a
 * ZooKeeper ensemble has no features, voters and registrations; what its brokers answer that they
 * do not know is done through the ensemble.
 */
final class AdminKafkaGateway implements KafkaGateway {
  private final AdminCalls brokers;
  private final AdminCalls controllers;
  private final MinIsrCache minIsr;
  private final EnsembleSide ensemble;

  AdminKafkaGateway(Connection connection, Time time) {
    brokers = AdminCalls.toBrokers(connection, time);
    controllers = AdminCalls.toControllers(connection, time, brokers);
    minIsr = new MinIsrCache(time);
    ensemble = new EnsembleSide(connection, time);
  }

  @Override
  public KafkaState observe(Set<Look> looks) {
    Set<Look> asked = EnumSet.noneOf(Look.class);
    asked.addAll(looks);
    Optional<ControllerLook> apart =
        ensemble.find().map(found -> throughEnsemble(found, asked)).or(() -> throughOwn(asked));
    return brokers.ask(
        "observe the cluster",
        admin -> {
          // What brokers are to pass on to the controller they are asked along with all else.
          Supplier<ControllerLook> controller =
              apart
                  .<Supplier<ControllerLook>>map(look -> () -> look)
                  .orElseGet(
                      () -> ControllerLook.at(admin, ClientSettings.CALL_TIMEOUT_MILLIS, asked));
          return new Observation(admin, controller, asked, minIsr).state();
        });
  }

  private Optional<ControllerLook> throughOwn(Set<Look> asked) {
    return Observation.asksController(asked) && controllers.available()
        ? Optional.of(
            controllers.look(
                "ask the active controller",
                (admin, patience) -> ControllerLook.at(admin, patience, asked).get()))
        : Optional.empty();
  }

  private ControllerLook throughEnsemble(Ensemble found, Set<Look> asked) {
    QuorumState members = found.members();
    if (!Observation.showsPartitions(asked)) {
      return ControllerLook.of(members);
    }
    try {
      return ControllerLook.of(
          members,
          brokers.ask("list the reassignments under way", ControllerLook::moves),
          found::inSync);
    } catch (KatkaException e) {
      if (!(e.getCause() instanceof UnsupportedVersionException)) {
        throw e;
      }
      return ControllerLook.ofEnsemble(members, found.reassigning(), found::inSync);
    }
  }

  @Override
  public QuorumState observeQuorum() {
    return ensemble.find().map(Ensemble::members).orElseGet(this::askControllers);
  }

  private QuorumState askControllers() {
    return controllerSide()
        .look(
            "observe the quorum",
            (admin, patience) -> QuorumLook.state(new QuorumLook(admin, patience).info()));
  }

  // For what the active controller answers: it can be reached while brokers cannot, or are not yet.
  private AdminCalls controllerSide() {
    return controllers.available() ? controllers : brokers;
  }

  @Override
  public Optional<Reassignments> reassignments() {
    Reassignments moves = new KafkaReassignments(controllerSide());
    return Optional.of(
        ensemble
            .find()
            .<Reassignments>map(found -> new Otherwise.Moves(moves, found, this::canReassign))
            .orElse(moves));
  }

  @Override
  public Optional<Disks> disks() {
    return Optional.of(new KafkaDisks(brokers));
  }

  @Override
  public Optional<Elections> elections() {
    Elections elections = new KafkaElections(brokers);
    return Optional.of(
        ensemble
            .find()
            .<Elections>map(found -> new Otherwise.Leaders(elections, found))
            .orElse(elections));
  }

  @Override
  public Optional<Configs> configs() {
    Configs configs = new KafkaConfigs(brokers, controllers, minIsr);
    return Optional.of(
        ensemble
            .find()
            .<Configs>map(found -> new Otherwise.Settings(configs, found))
            .orElse(configs));
  }

  @Override
  public Optional<Features> features() {
    return whereNoEnsembleIs(new KafkaFeatures(controllerSide()));
  }

  @Override
  public Optional<Voters> voters() {
    return whereNoEnsembleIs(new KafkaVoters(controllerSide()));
  }

  @Override
  public Optional<Registrations> registrations() {
    return whereNoEnsembleIs(new KafkaRegistrations(controllerSide()));
  }

  @Override
  public Optional<Identity> identity() {
    return ensemble.find().map(Ensemble::identity);
  }

  private <F> Optional<F> whereNoEnsembleIs(F facet) {
    return ensemble.find().isPresent() ? Optional.empty() : Optional.of(facet);
  }

  private boolean canReassign() {
    try {
      brokers.ask("list the reassignments under way", ControllerLook::moves);
      return true;
    } catch (KatkaException e) {
      if (e.getCause() instanceof UnsupportedVersionException) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      brokers.close();
    } finally {
      controllers.close();
      ensemble.close();
    }
  }
}
