package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spi.Connection;
import io.katka.state.PlatformState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A cluster within this JVM. */
final class JvmCluster implements Connection, PortBook {
  private final ClusterFiles files;
  private final Ports ports;
  private final Executor threads;
  private final Function<NodeSpec, KafkaClasses> classes;
  private final JvmStore store = new JvmStore();
  private final SortedMap<Integer, JvmNode> nodes = new ConcurrentSkipListMap<>();
  private volatile @Nullable Foundation foundation;
  private volatile Map<Integer, NodePorts> given = Map.of();

  JvmCluster(
      ClusterFiles files, Ports ports, Executor threads, Function<NodeSpec, KafkaClasses> classes) {
    this.files = files;
    this.ports = ports;
    this.threads = threads;
    this.classes = classes;
  }

  ClusterFiles files() {
    return files;
  }

  @Override
  public Path directory() {
    return files.directory();
  }

  @Override
  public Map<Integer, NodePorts> ports() {
    return new TreeMap<>(given);
  }

  @Override
  public void ports(Map<Integer, NodePorts> nodes) {
    given = Map.copyOf(nodes);
  }

  JvmStore store() {
    return store;
  }

  SortedMap<Integer, JvmNode> nodes() {
    return nodes;
  }

  JvmNode node(int id) {
    JvmNode node = nodes.get(id);
    if (node == null) {
      throw new KatkaException("Cluster %s has no node %d.".formatted(files.name(), id));
    }
    return node;
  }

  PlatformState observe(ClusterRef ref) {
    Foundation recorded = foundation;
    return recorded == null
        ? PlatformState.absent(ref)
        : new PlatformState(
            ref,
            recorded,
            nodes.values().stream()
                .map(
                    node ->
                        node.observe(Volumes.state(files.node(node.id()), recorded.clusterId())))
                .toList());
  }

  synchronized void prepare(Foundation wanted) {
    foundation = wanted;
    wanted.initialVoters().keySet().forEach(id -> givePorts(id, NodeKind.CONTROLLER));
  }

  void start(NodeSpec spec) {
    known(spec).start(spec);
  }

  void restart(NodeSpec spec) {
    known(spec).restart(spec);
  }

  private synchronized JvmNode known(NodeSpec spec) {
    givePorts(spec.id(), spec.kind());
    return nodes.computeIfAbsent(spec.id(), id -> new JvmNode(spec, threads, this::make));
  }

  private void givePorts(int id, NodeKind kind) {
    ports.of(this, id, kind);
  }

  private KafkaServer make(NodeSpec spec) {
    Foundation recorded = foundation;
    if (recorded == null) {
      throw new KatkaException("Cluster " + files.name() + " is not prepared.");
    }
    NodeFiles node = files.node(spec.id());
    KafkaClasses kafka = classes.apply(spec);
    try {
      OwnerOnly.directories(node.data());
      if (!Files.exists(node.metaProperties())) {
        // Read once, right now: it need not survive a crash.
        OwnerOnly.file(node.properties());
        Files.writeString(
            node.properties(), ServerProperties.render(spec, NodeSize.SMALL, node.data(), given));
        kafka.format(FormatArguments.of(spec, recorded.clusterId(), node.properties(), given));
      }
    } catch (IOException e) {
      throw new KatkaException("Cannot format node " + spec.id() + ": " + e, e);
    }
    return kafka.server(ServerProperties.of(spec, NodeSize.SMALL, node.data(), given));
  }

  synchronized void remove(int id) {
    nodes.remove(id);
    Volumes.delete(files.node(id).directory());
    ports.release(this, id);
  }

  /** Forgets all of it; its nodes are down. */
  synchronized void forget(boolean keepFiles) {
    ports.releaseAll(this);
    nodes.clear();
    foundation = null;
    if (!keepFiles) {
      Volumes.delete(files.directory());
    }
  }

  NodePorts portsOf(int node) {
    return given.getOrDefault(node, NodePorts.NONE);
  }

  @Override
  public List<String> brokers() {
    return addresses(NodePorts::client);
  }

  @Override
  public List<String> controllers() {
    return addresses(NodePorts::controller);
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of();
  }

  /** This, or as much of it as is enough to reach all of its nodes. */
  Connection least() {
    boolean combined =
        nodes.values().stream().allMatch(node -> node.spec().kind() == NodeKind.COMBINED);
    return combined ? new BrokersOnly(this) : this;
  }

  private List<String> addresses(ToIntFunction<NodePorts> listener) {
    List<JvmNode> listening =
        nodes.values().stream()
            .filter(node -> listener.applyAsInt(portsOf(node.id())) > 0)
            .toList();
    List<JvmNode> up = listening.stream().filter(JvmNode::isUp).toList();
    return (up.isEmpty() ? listening : up)
        .stream().map(node -> Ports.HOST + ":" + listener.applyAsInt(portsOf(node.id()))).toList();
  }
}
