package io.katka.sim;

import io.katka.spi.KafkaGateway.Look;
import io.katka.state.BrokerDisk;
import io.katka.state.BrokerState;
import io.katka.state.Capability;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What clients see. Metadata is answered by some broker, from what it has of the metadata log: a
 * little late, or much, where the log does not reach it. Configuration, features and the quorum
 * come from the active controller.
 */
final class Views {
  /** Metadata as a broker has it. */
  private record Metadata(PartitionTable table, List<Seen> brokers, long at, long version) {}

  private record Seen(int id, boolean fenced, String rack, boolean cordoned) {}

  /** Of so many looks one may be at another broker. */
  private static final int STAY = 8;

  /** What a volume is told to hold where no size was set. */
  private static final long VOLUME_BYTES = 1L << 40;

  private final SimWorld world;
  private @Nullable Metadata latest;
  private @Nullable SimNode lastAsked;
  private final Map<Integer, Metadata> stuck = new HashMap<>();

  Views(SimWorld world) {
    this.world = world;
  }

  /** From now on a broker answers from the metadata of this moment. */
  void stick(int broker) {
    stuck.put(broker, current(false));
  }

  void unstick(int broker) {
    stuck.remove(broker);
  }

  KafkaState observe(Set<Look> looks) {
    List<SimNode> answering =
        world.nodes().all().stream().filter(n -> n.isBroker() && n.answersClients()).toList();
    boolean quorum = looks.contains(Look.QUORUM);
    if (answering.isEmpty() || quorum && !world.quorum().isActive()) {
      throw Calls.unreachable(answering.isEmpty() ? "Every broker" : "The active controller");
    }
    SimNode asked = asked(answering);
    Metadata metadata = metadata(asked, looks.contains(Look.BYTES));
    return new KafkaState(
        java.util.Objects.requireNonNull(world.records().foundation).clusterId(),
        brokers(metadata),
        world.quorum().leader(),
        metadata.table(),
        quorum ? world.quorum().view() : null,
        features(),
        world.cluster().config().defaults(),
        world.cluster().config().brokers(),
        EnumSet.allOf(Capability.class));
  }

  /** Clients stay with a broker for a while, so that one which is behind may answer many times. */
  private SimNode asked(List<SimNode> answering) {
    int drawn = world.random(answering.size() * STAY);
    SimNode chosen = answering.get(drawn % answering.size());
    boolean stays = drawn >= answering.size() && lastAsked != null && answering.contains(lastAsked);
    lastAsked = stays ? lastAsked : chosen;
    return lastAsked;
  }

  /** What the log directories of these brokers show. */
  Map<Integer, BrokerDisk> disks(Collection<Integer> brokers) {
    var disks = new TreeMap<Integer, BrokerDisk>();
    for (int broker : brokers) {
      SimNode node = world.nodes().get(broker);
      if (node != null && node.answersClients()) {
        disks.put(broker, disk(broker));
      }
    }
    return disks;
  }

  private BrokerDisk disk(int broker) {
    var bytes = new HashMap<PartitionRef, Long>();
    for (SimPartition partition : world.cluster().partitions()) {
      SimReplica replica = partition.replica(broker);
      if (replica != null) {
        bytes.put(partition.ref, replica.logEnd);
      }
    }
    long size = Math.min(VOLUME_BYTES, world.volumeBytes());
    return new BrokerDisk(broker, size, Math.max(0, size - world.cluster().bytesOn(broker)), bytes);
  }

  private List<BrokerState> brokers(Metadata metadata) {
    var brokers = new ArrayList<BrokerState>();
    for (Seen seen : metadata.brokers()) {
      SimNode node = world.nodes().get(seen.id());
      boolean answered = node != null && node.answersClients();
      brokers.add(
          new BrokerState(seen.id(), seen.fenced(), seen.rack(), seen.cordoned(), answered));
    }
    return brokers;
  }

  private Metadata metadata(SimNode asked, boolean bytes) {
    Metadata behind = stuck.get(asked.id());
    if (behind != null) {
      return behind;
    }
    Metadata last = latest;
    boolean fresh =
        last != null
            && (last.version() == world.cluster().version()
                || world.now() - last.at() < world.lateMillis());
    if (fresh && !bytes) {
      return last;
    }
    return current(bytes);
  }

  private Metadata current(boolean bytes) {
    var brokers = new ArrayList<Seen>();
    for (SimNode node : world.nodes().all()) {
      if (node.registered) {
        boolean cordoned = world.cluster().config().isCordoned(node.id());
        brokers.add(new Seen(node.id(), !node.unfenced, node.spec.rack(), cordoned));
      }
    }
    for (int id : world.cluster().ghosts()) {
      brokers.add(new Seen(id, true, "", false));
    }
    var metadata = new Metadata(table(bytes), brokers, world.now(), world.cluster().version());
    if (!bytes) {
      latest = metadata;
    }
    return metadata;
  }

  private PartitionTable table(boolean bytes) {
    PartitionTable.Builder builder = PartitionTable.builder();
    for (SimTopic topic : world.cluster().topics().values()) {
      builder.topic(topic.name, topic.minIsr());
      for (SimPartition partition : topic.partitions) {
        add(builder, partition, bytes);
      }
    }
    return builder.build();
  }

  private static void add(PartitionTable.Builder builder, SimPartition partition, boolean bytes) {
    int count = partition.replicas.size();
    int[] brokers = new int[count];
    long inSync = 0;
    long adding = 0;
    long removing = 0;
    long size = 0;
    for (int i = 0; i < count; i++) {
      SimReplica replica = partition.replicas.get(i);
      brokers[i] = replica.broker;
      inSync |= replica.inSync ? 1L << i : 0;
      adding |= replica.adding ? 1L << i : 0;
      removing |= replica.removing ? 1L << i : 0;
      size = Math.max(size, replica.logEnd);
    }
    SimReplica leader = partition.leader;
    builder.row(
        partition.ref.partition(),
        bytes ? size : PartitionTable.UNKNOWN_BYTES,
        brokers,
        leader == null ? -1 : leader.broker,
        inSync,
        adding,
        removing);
  }

  private FeatureState features() {
    int level = Integer.MAX_VALUE;
    for (SimNode node : world.nodes().all()) {
      if (!node.running.isEmpty()) {
        level = Math.min(level, node.spec.revision().release().metadataLevel());
      }
    }
    int supported = level == Integer.MAX_VALUE ? 0 : level;
    return new FeatureState(
        world.cluster().finalized,
        Map.of(FeatureState.METADATA_VERSION, supported, FeatureState.KRAFT_VERSION, 1));
  }
}
