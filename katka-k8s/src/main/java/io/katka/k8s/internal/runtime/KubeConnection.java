package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.PortForward;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Listener;
import io.katka.k8s.internal.tunnel.Route;
import io.katka.k8s.internal.tunnel.Tunnels;
import io.katka.spec.NodeKind;
import io.katka.spi.Connection;
import io.katka.state.NodePhase;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The way to all nodes' listeners on their pods' loopback addresses, by tunnels through the API
 * server. Every node's tunnel is opened, since Kafka answers with all nodes' addresses.
 */
final class KubeConnection implements Connection {
  private final Api api;
  private final ClusterView view;
  private final Tunnels tunnels;
  private final AdminPassword password;

  KubeConnection(Api api, ClusterView view, Tunnels tunnels, AdminPassword password) {
    this.api = api;
    this.view = view;
    this.tunnels = tunnels;
    this.password = password;
  }

  @Override
  public List<String> brokers() {
    return addresses(Listener.ADMIN);
  }

  @Override
  public List<String> controllers() {
    return addresses(Listener.CONTROLLER_ADMIN);
  }

  @Override
  public Map<Integer, String> ensemble() {
    Map<Integer, Integer> ports = view.record().adminPorts();
    var members = new TreeMap<Integer, String>();
    for (NodeView node : view.nodes()) {
      int id = node.spec().id();
      Integer port = ports.get(id);
      if (port != null && node.spec().kind() == NodeKind.ZOOKEEPER) {
        members.put(id, tunnels.address(id, port, route(id, Listener.ZOOKEEPER.port())));
      }
    }
    return members;
  }

  @Override
  public Map<String, Object> clientProperties() {
    return view.record()
        .foundation()
        .flatMap(foundation -> password.present(foundation.clusterId()))
        .map(AdminLogin::properties)
        .orElse(Map.of());
  }

  private List<String> addresses(Listener listener) {
    Map<Integer, Integer> ports = view.record().adminPorts();
    var running = new ArrayList<String>();
    var all = new ArrayList<String>();
    for (NodeView node : view.nodes()) {
      Integer first = ports.get(node.spec().id());
      NodeKind kind = node.spec().kind();
      boolean listens = listener == Listener.ADMIN ? kind.isBroker() : kind.isController();
      if (first != null && listens) {
        int id = node.spec().id();
        int port = AdminPorts.of(listener, kind, first);
        String address = tunnels.address(id, port, route(id, listener.port()));
        all.add(address);
        if (node.node().phase() == NodePhase.RUNNING) {
          running.add(address);
        }
      }
    }
    return running.isEmpty() ? List.copyOf(all) : List.copyOf(running);
  }

  private Route route(int id, int port) {
    return (in, out) -> runningPod(id).map(pod -> forward(pod, port, in, out));
  }

  private Optional<Pod> runningPod(int id) {
    return view.node(id)
        .filter(node -> node.node().phase() == NodePhase.RUNNING)
        .flatMap(NodeView::pod);
  }

  private PortForward forward(Pod pod, int port, ReadableByteChannel in, WritableByteChannel out) {
    return api.client()
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .portForward(port, in, out);
  }
}
