package io.katka.sim;

import io.katka.error.KatkaException;
import io.katka.sim.Calls.Port;
import io.katka.spi.KafkaGateway;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.QuorumState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The Kafka of a world, as one driver reaches it. */
final class SimKafka implements KafkaGateway {
  private final SimWorld world;
  private final SimDriver driver;
  private final SimCluster cluster;

  SimKafka(SimWorld world, SimDriver driver) {
    this.world = world;
    this.driver = driver;
    cluster = world.cluster();
  }

  @Override
  public KafkaState observe(Set<Look> looks) {
    KafkaState seen = world.calls().look(driver, Port.GATEWAY, () -> world.views().observe(looks));
    if (looks.containsAll(Set.of(Look.PARTITIONS, Look.QUORUM, Look.ANSWERS))) {
      driver.looked();
    }
    return seen;
  }

  @Override
  public QuorumState observeQuorum() {
    return world
        .calls()
        .look(
            driver,
            Port.GATEWAY,
            () -> {
              if (!world.quorum().isActive()) {
                throw Calls.unreachable("The active controller");
              }
              return world.quorum().view();
            });
  }

  /** A change that only an active controller can make. */
  private void change(String what, Runnable effect) {
    world
        .calls()
        .act(
            driver,
            Port.GATEWAY,
            what,
            () -> {
              if (!world.quorum().isActive()) {
                throw Calls.unreachable("The active controller");
              }
              effect.run();
              cluster.touch();
            });
  }

  private void each(Collection<PartitionRef> refs, Consumer<SimPartition> what) {
    for (PartitionRef ref : refs) {
      SimPartition partition = cluster.partition(ref);
      if (partition != null) {
        what.accept(partition);
      }
    }
  }

  @Override
  public Optional<Reassignments> reassignments() {
    return Optional.of(
        new Reassignments() {
          @Override
          public void alter(Map<PartitionRef, List<Integer>> targets) {
            change(
                "move " + summary(targets),
                () ->
                    each(
                        targets.keySet(),
                        p ->
                            Moves.alter(
                                cluster, p, java.util.Objects.requireNonNull(targets.get(p.ref)))));
          }

          @Override
          public void cancel(Collection<PartitionRef> partitions) {
            change("cancel " + partitions, () -> each(partitions, p -> Moves.cancel(cluster, p)));
          }
        });
  }

  private String summary(Map<PartitionRef, List<Integer>> targets) {
    return world.isTraced() ? new TreeMap<>(targets).toString() : "";
  }

  @Override
  public Optional<Elections> elections() {
    return Optional.of(
        partitions ->
            change(
                "elect preferred leaders of " + partitions.size() + " partitions",
                () -> each(partitions, cluster::electPreferred)));
  }

  @Override
  public Optional<Disks> disks() {
    return Optional.of(
        brokers -> world.calls().look(driver, Port.GATEWAY, () -> world.views().disks(brokers)));
  }

  @Override
  public Optional<Configs> configs() {
    return Optional.of(new SimConfigs());
  }

  private final class SimConfigs implements Configs {
    @Override
    public void alterDefault(Map<String, String> set, Collection<String> removed) {
      change(
          "configure all brokers: " + set,
          () -> {
            cluster.config().alterDefaults(set, removed);
            cluster.partitions().forEach(cluster::mark);
          });
    }

    @Override
    public void alterBroker(int broker, Map<String, String> set, Collection<String> removed) {
      change(
          "configure broker " + broker + ": " + set + ", without " + removed,
          () -> {
            SimNode node = world.nodes().get(broker);
            if (node != null && node.registered) {
              cluster.config().alterBroker(broker, set, removed);
            }
          });
    }

    @Override
    public void alterTopics(
        Map<String, Map<String, String>> set, Map<String, ? extends Collection<String>> removed) {
      change(
          "configure topics",
          () -> {
            set.forEach((name, config) -> topic(name).ifPresent(t -> t.alter(config, List.of())));
            removed.forEach((name, keys) -> topic(name).ifPresent(t -> t.alter(Map.of(), keys)));
          });
    }

    private Optional<SimTopic> topic(String name) {
      return Optional.ofNullable(cluster.topics().get(name));
    }

    @Override
    public Map<String, Map<String, String>> topics(Collection<String> topics) {
      return world
          .calls()
          .look(
              driver,
              Port.GATEWAY,
              () -> {
                var configs = new TreeMap<String, Map<String, String>>();
                topics.forEach(
                    n -> topic(n).ifPresent(t -> configs.put(n, new TreeMap<>(t.config()))));
                return configs;
              });
    }
  }

  @Override
  public Optional<Features> features() {
    return Optional.of(
        (levels, validateOnly) ->
            change(
                "raise features to " + levels,
                () -> {
                  Map<String, Integer> supported =
                      world.views().observe(Set.of()).features().supported();
                  levels.forEach(
                      (feature, level) -> {
                        if (supported.getOrDefault(feature, 0) < level) {
                          throw new KatkaException(
                              "Feature %s cannot be %d.".formatted(feature, level));
                        }
                      });
                  if (!validateOnly) {
                    cluster.finalized.putAll(levels);
                  }
                }));
  }

  @Override
  public Optional<Voters> voters() {
    return Optional.of(
        new Voters() {
          @Override
          public void add(int controller, String directoryId, String endpoint) {
            change(
                "add voter " + controller,
                () -> {
                  if (world.quorum().voters().containsKey(controller)) {
                    throw new KatkaException("Voter " + controller + " is there already.");
                  }
                  SimNode node = world.nodes().get(controller);
                  if (node == null || !node.answers() || !node.directoryId.equals(directoryId)) {
                    throw Calls.unreachable("Controller " + controller + " at " + endpoint);
                  }
                  world.quorum().add(controller, directoryId);
                });
          }

          @Override
          public void remove(int controller, String directoryId) {
            change(
                "remove voter " + controller,
                () -> {
                  if (!directoryId.equals(world.quorum().voters().get(controller))) {
                    throw new KatkaException("There is no such voter " + controller + ".");
                  }
                  world.judge().voterLeaves(controller);
                  world.quorum().remove(controller);
                });
          }
        });
  }

  @Override
  public Optional<Registrations> registrations() {
    return Optional.of(
        broker ->
            change(
                "unregister broker " + broker,
                () -> {
                  SimNode node = world.nodes().get(broker);
                  if (node != null && node.registered) {
                    if (node.unfenced) {
                      throw new KatkaException("Broker " + broker + " is not down.");
                    }
                    world.judge().unregistered(broker);
                    node.registered = false;
                  }
                  cluster.ghosts().remove((Integer) broker);
                }));
  }

  @Override
  public void close() {}
}
