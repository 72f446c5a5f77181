package io.katka.sim.explore;

import io.katka.error.ClusterLockedException;
import io.katka.error.UnreachableException;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeSpec;
import io.katka.spi.ClusterLock;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.Platform;
import io.katka.spi.RunStore;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.NodePhase;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState;
import io.katka.state.VolumeState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The breakages that the simulator must find, by name; each made anew for every run. */
final class Mutants {
  private Mutants() {}

  static Map<String, Supplier<Mutant>> all() {
    Map<String, Supplier<Mutant>> all = new LinkedHashMap<>();
    all.put(
        "every replica passes for in sync", () -> kafka(s -> Lies.rows(s, r -> r.inSync(r.all()))));
    all.put(
        "replicas out of sync are not looked at",
        () -> kafka(s -> Lies.rows(s, r -> r.only(r.inSync()))));
    all.put("a move passes for done", () -> kafka(s -> Lies.rows(s, Lies.Row::moved)));
    all.put("a thousand times as much seems to be written", WrittenMore::new);
    all.put("partitions are not looked at", () -> kafka(s -> Lies.rows(s, r -> r.only(0))));
    all.put("silence passes for health", () -> kafka(s -> Lies.brokers(s, Mutants::well)));
    all.put("the quorum passes for caught up", Mutants::caughtUp);
    all.put(
        "late metadata is not noticed",
        () -> kafka(s -> Lies.quorum(s, Mutants::withoutObservers)));
    all.put("the gate says yes", Mutants::yes);
    all.put("a timeout is answered from memory", Memory::new);
    all.put("what was seen a minute ago passes for now", OldLook::new);
    all.put(
        "a vote is kept",
        () ->
            facets(
                g ->
                    new LyingGateway(g, new Mutant()) {
                      @Override
                      public Optional<Voters> voters() {
                        return Optional.of(
                            new Voters() {
                              @Override
                              public void add(int controller, String directoryId, String endpoint) {
                                real.voters().orElseThrow().add(controller, directoryId, endpoint);
                              }

                              @Override
                              public void remove(int controller, String directoryId) {}
                            });
                      }
                    }));
    all.put(
        "a broker is not unregistered",
        () ->
            facets(
                g ->
                    new LyingGateway(g, new Mutant()) {
                      @Override
                      public Optional<Registrations> registrations() {
                        return Optional.of(broker -> {});
                      }
                    }));
    all.put(
        "leaders are not put back",
        () ->
            facets(
                g ->
                    new LyingGateway(g, new Mutant()) {
                      @Override
                      public Optional<Elections> elections() {
                        return Optional.of(partitions -> {});
                      }
                    }));
    all.put("throttles stay", () -> keeping("follower.replication.throttled.rate"));
    all.put("the wrong throttle is restored", () -> keeping("leader.replication.throttled.rate"));
    all.put("cordons stay", () -> keeping("cordoned.log.dirs"));
    all.put("notes are lost", NotesLost::new);
    all.put("the lock is everybody's", LockForAll::new);
    all.put("the lock is given back early", LockReleased::new);
    all.put("a node is restarted again", RestartAgain::new);
    all.put("a lost volume is not noticed", WipedUnseen::new);
    return all;
  }

  private static Mutant kafka(UnaryOperator<KafkaState> lie) {
    return new Mutant() {
      @Override
      KafkaState seen(KafkaState real) {
        return lie.apply(real);
      }
    };
  }

  private static Mutant facets(UnaryOperator<KafkaGateway> lie) {
    return new Mutant() {
      @Override
      KafkaGateway gateway(KafkaGateway real) {
        return lie.apply(real);
      }
    };
  }

  private static BrokerState well(BrokerState real) {
    return new BrokerState(real.id(), real.fenced(), real.rack(), real.cordoned(), true);
  }

  private static QuorumState withoutObservers(QuorumState real) {
    return new QuorumState(real.leaderId(), real.leaderEpoch(), real.voters(), List.of());
  }

  private static Mutant caughtUp() {
    return new Mutant() {
      @Override
      KafkaState seen(KafkaState real) {
        return Lies.quorum(real, this::seen);
      }

      @Override
      QuorumState seen(QuorumState real) {
        return Lies.members(real, Lies::caughtUp);
      }
    };
  }

  private static Mutant yes() {
    return new Mutant() {
      @Override
      KafkaState seen(KafkaState real) {
        KafkaState healthy = Lies.rows(real, r -> r.inSync(r.all()));
        return Lies.brokers(
            healthy, b -> new BrokerState(b.id(), false, b.rack(), b.cordoned(), true));
      }
    };
  }

  private static Mutant keeping(String key) {
    return facets(
        g ->
            new LyingGateway(g, new Mutant()) {
              @Override
              public Optional<Configs> configs() {
                return real.configs().map(configs -> new KeepingConfigs(configs, key));
              }
            });
  }

  private record KeepingConfigs(KafkaGateway.Configs real, String key)
      implements KafkaGateway.Configs {
    @Override
    public void alterDefault(Map<String, String> set, Collection<String> removed) {
      real.alterDefault(set, removed);
    }

    @Override
    public void alterBroker(int broker, Map<String, String> set, Collection<String> removed) {
      real.alterBroker(broker, set, removed.stream().filter(k -> !k.equals(key)).toList());
    }

    @Override
    public void alterTopics(
        Map<String, Map<String, String>> set, Map<String, ? extends Collection<String>> removed) {
      real.alterTopics(set, removed);
    }

    @Override
    public Map<String, Map<String, String>> topics(Collection<String> topics) {
      return real.topics(topics);
    }
  }

  /** Only growth, not size: nothing but a throttle that is refused can tell. */
  private static final class WrittenMore extends Mutant {
    private static final int TIMES = 1_000;
    private final Map<PartitionRef, Long> first = new HashMap<>();

    @Override
    KafkaState seen(KafkaState real) {
      return Lies.sizes(real, row -> shown(real.partitions(), row));
    }

    private long shown(PartitionTable table, int row) {
      long bytes = table.bytes(row);
      if (bytes < 0) {
        return bytes;
      }
      long before = first.computeIfAbsent(table.ref(row), ref -> bytes);
      return before + TIMES * (bytes - before);
    }
  }

  private static final class Memory extends Mutant {
    private final Map<Set<Look>, KafkaState> last = new HashMap<>();

    @Override
    KafkaState observe(KafkaGateway real, Set<Look> looks) {
      try {
        KafkaState seen = real.observe(looks);
        last.put(looks, seen);
        return seen;
      } catch (UnreachableException e) {
        KafkaState remembered = last.get(looks);
        if (remembered == null) {
          throw e;
        }
        return remembered;
      }
    }
  }

  private static final class OldLook extends Mutant {
    private static final int SERVED = 100;
    private final Map<Set<Look>, KafkaState> last = new HashMap<>();
    private int served;

    @Override
    KafkaState observe(KafkaGateway real, Set<Look> looks) {
      if (++served % SERVED == 0) {
        last.clear();
      }
      return last.computeIfAbsent(looks, real::observe);
    }
  }

  private static final class NotesLost extends Mutant {
    @Override
    Platform platform(Platform real) {
      return new LyingPlatform(real, this) {
        @Override
        public RunStore store(ClusterRef ref) {
          return new RunStore() {
            @Override
            public Optional<String> load(String key) {
              return Optional.empty();
            }

            @Override
            public void save(ClusterLock lock, String key, String text) {}

            @Override
            public void delete(ClusterLock lock, String key) {}
          };
        }
      };
    }
  }

  private static final class LockForAll extends Mutant {
    private ClusterLock held;

    @Override
    Platform platform(Platform real) {
      return new LyingPlatform(real, this) {
        @Override
        public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
          try {
            held = real.lock(ref, owner, lease);
          } catch (ClusterLockedException e) {
            if (held == null) {
              throw e;
            }
          }
          return held;
        }
      };
    }
  }

  private static final class LockReleased extends Mutant {
    @Override
    Platform platform(Platform real) {
      return new LyingPlatform(real, this) {
        @Override
        public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
          ClusterLock lock = real.lock(ref, owner, lease);
          lock.close();
          return lock;
        }
      };
    }
  }

  private static final class RestartAgain extends Mutant {
    private final Map<Integer, NodeSpec> again = new HashMap<>();

    @Override
    Platform platform(Platform real) {
      return new LyingPlatform(real, this) {
        private ClusterLock last;

        @Override
        public void restart(ClusterLock lock, ClusterRef ref, NodeSpec node) {
          last = lock;
          again.put(node.id(), node);
          real.restart(lock, ref, node);
        }

        @Override
        public PlatformState observe(ClusterRef ref) {
          PlatformState seen = real.observe(ref);
          for (int id : new TreeSet<>(again.keySet())) {
            NodeSpec spec = again.get(id);
            boolean back = seen.node(id).map(PlatformNode::runsItsSpec).orElse(false);
            if (back && last != null && last.isHeld()) {
              again.remove(id);
              real.restart(last, ref, spec);
            }
          }
          return seen;
        }
      };
    }
  }

  private static final class WipedUnseen extends Mutant {
    @Override
    PlatformState seen(PlatformState real) {
      return Lies.nodes(
          real,
          n ->
              new PlatformNode(
                  n.spec(),
                  n.volume() == VolumeState.WIPED ? NodePhase.STOPPED : n.phase(),
                  VolumeState.FORMATTED,
                  n.runningFingerprint(),
                  n.incarnation(),
                  n.detail()));
    }
  }
}
