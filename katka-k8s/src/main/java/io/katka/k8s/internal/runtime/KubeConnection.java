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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The way to all nodes' listeners on their pods' loopback addresses, by tunnels through the API
 * server. Every node's tunnel is opened, since Kafka answers with all nodes' addresses.
 */
final class KubeConnection implements Connection {
  private static final List<Listener> REACHED =
      List.of(Listener.ADMIN, Listener.CONTROLLER_ADMIN, Listener.ZOOKEEPER);

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

  /** Those that run: to any other a client would only connect in vain, again and again. */
  @Override
  public List<String> brokers() {
    return addresses(Listener.ADMIN, true);
  }

  /** Those that run; all where none does, as having none means to be asked through brokers. */
  @Override
  public List<String> controllers() {
    List<String> running = addresses(Listener.CONTROLLER_ADMIN, true);
    return running.isEmpty() ? addresses(Listener.CONTROLLER_ADMIN, false) : running;
  }

  @Override
  public Map<Integer, String> ensemble() {
    Map<Integer, Integer> ports = view.record().adminPorts();
    var members = new TreeMap<Integer, String>();
    for (NodeView node : view.nodes()) {
      address(node, Listener.ZOOKEEPER, ports)
          .ifPresent(address -> members.put(node.spec().id(), address));
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

  /**
   * Opens nodes' tunnels, so that no other program on this machine takes their ports for free
   * before anybody comes through them.
   *
   * @throws io.katka.error.KatkaException if something else holds one of the ports
   */
  void hold(Collection<Integer> ids) {
    Map<Integer, Integer> ports = view.record().adminPorts();
    view.nodes().stream()
        .filter(node -> ids.contains(node.spec().id()))
        .forEach(node -> REACHED.forEach(listener -> address(node, listener, ports)));
  }

  private List<String> addresses(Listener listener, boolean runningOnly) {
    Map<Integer, Integer> ports = view.record().adminPorts();
    var addresses = new ArrayList<String>();
    for (NodeView node : view.nodes()) {
      Optional<String> address = address(node, listener, ports);
      if (!runningOnly || node.node().phase() == NodePhase.RUNNING) {
        address.ifPresent(addresses::add);
      }
    }
    return List.copyOf(addresses);
  }

  /** Where a tunnel, opened now if it is not, leads to that listener; empty if it has none. */
  private Optional<String> address(NodeView node, Listener listener, Map<Integer, Integer> ports) {
    int id = node.spec().id();
    NodeKind kind = node.spec().kind();
    return Optional.ofNullable(ports.get(id))
        .filter(first -> listens(kind, listener))
        .map(first -> AdminPorts.of(listener, kind, first))
        .map(port -> tunnels.address(id, port, route(id, listener.port())));
  }

  private static boolean listens(NodeKind kind, Listener listener) {
    return switch (listener) {
      case ADMIN -> kind.isBroker();
      case CONTROLLER_ADMIN -> kind.isController();
      case ZOOKEEPER -> kind == NodeKind.ZOOKEEPER;
      default -> false;
    };
  }

  private Route route(int id, int port) {
    return (in, out) -> reachablePod(id).map(pod -> forward(pod, port, in, out));
  }

  /**
   * A broker serves before its pod is seen to be ready, and Kafka names it to clients from then on:
   * they would wait for it in vain.
   */
  private Optional<Pod> reachablePod(int id) {
    return view.node(id).filter(NodeView::isReachable).flatMap(NodeView::pod);
  }

  private PortForward forward(Pod pod, int port, ReadableByteChannel in, WritableByteChannel out) {
    return api.client()
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .portForward(port, in, out);
  }
}
