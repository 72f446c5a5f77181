package io.katka.local;

import io.katka.spi.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The recorded addresses of a cluster's nodes, those that run where any do. */
record LocalConnection(ClusterFiles cluster, NodeProcesses processes) implements Connection {

  @Override
  public List<String> brokers() {
    return addresses(NodePorts::client);
  }

  @Override
  public List<String> controllers() {
    return addresses(NodePorts::controller);
  }

  @Override
  public Map<Integer, String> ensemble() {
    var members = new TreeMap<Integer, String>();
    cluster
        .ports()
        .forEach(
            (id, ports) -> {
              if (ports.zooKeeper() > 0) {
                members.put(id, Ports.HOST + ":" + ports.zooKeeper());
              }
            });
    return members;
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of();
  }

  private List<String> addresses(ToIntFunction<NodePorts> listener) {
    Map<Integer, NodePorts> ports = cluster.ports();
    List<NodeFiles> nodes =
        cluster.nodes().stream().filter(node -> port(ports, node, listener) > 0).toList();
    List<NodeFiles> alive = nodes.stream().filter(this::isAlive).toList();
    return (alive.isEmpty() ? nodes : alive)
        .stream().map(node -> Ports.HOST + ":" + port(ports, node, listener)).toList();
  }

  private static int port(
      Map<Integer, NodePorts> ports, NodeFiles node, ToIntFunction<NodePorts> listener) {
    return listener.applyAsInt(ports.getOrDefault(node.id(), NodePorts.NONE));
  }

  private boolean isAlive(NodeFiles node) {
    return node.read().flatMap(record -> processes.find(node, record)).isPresent();
  }
}
