package io.katka.k8s.internal.manifest;

import io.katka.error.KatkaException;
import io.katka.k8s.Exposure;
import io.katka.k8s.Tls;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which listeners a node has, and what it says of them. */
final class Listeners {
  private Listeners() {}

  static List<Listener> of(ClusterFacts facts, NodeKind kind) {
    if (kind == NodeKind.ZOOKEEPER) {
      return List.of(Listener.ZOOKEEPER, Listener.FOLLOWERS, Listener.ELECTION);
    }
    var listeners = new ArrayList<Listener>();
    if (kind.isBroker()) {
      listeners.add(Listener.REPLICATION);
      listeners.add(Listener.INSIDE);
      if (!(facts.options().exposure() instanceof Exposure.None)) {
        listeners.add(Listener.OUTSIDE);
      }
      listeners.add(Listener.ADMIN);
    }
    if (kind.isController()) {
      listeners.add(Listener.CONTROLLER);
      listeners.add(Listener.CONTROLLER_ADMIN);
    }
    return listeners;
  }

  /** The listener by which a node's readiness is told. */
  static Listener main(NodeKind kind) {
    if (kind == NodeKind.ZOOKEEPER) {
      return Listener.ZOOKEEPER;
    }
    return kind.isBroker() ? Listener.REPLICATION : Listener.CONTROLLER;
  }

  static boolean isEncrypted(ClusterFacts facts, Listener listener) {
    Tls tls = facts.options().tls();
    return !(tls instanceof Tls.None)
        && (listener == Listener.OUTSIDE || (listener == Listener.INSIDE && tls.inside()));
  }

  static String protocol(ClusterFacts facts, Listener listener) {
    if (!listener.forClients()) {
      return "SASL_PLAINTEXT";
    }
    return isEncrypted(facts, listener) ? "SSL" : "PLAINTEXT";
  }

  static String bound(List<Listener> listeners) {
    return listeners.stream()
        .map(l -> l + "://" + (l.onLoopback() ? "127.0.0.1" : "0.0.0.0") + ":" + l.port())
        .collect(Collectors.joining(","));
  }

  static String advertised(ClusterFacts facts, NodeSpec node, List<Listener> listeners) {
    return listeners.stream()
        .map(l -> l + "://" + address(facts, node, l))
        .collect(Collectors.joining(","));
  }

  /** Where a listener is reached. */
  static HostAndPort address(ClusterFacts facts, NodeSpec node, Listener listener) {
    return switch (listener) {
      case ADMIN -> new HostAndPort("localhost", adminPort(facts, node));
      case CONTROLLER_ADMIN ->
          new HostAndPort("localhost", adminPort(facts, node) + (node.kind().isBroker() ? 1 : 0));
      case OUTSIDE -> outside(facts.outside(), facts, node);
      default -> new HostAndPort(Names.host(facts.ref(), node.pool(), node.id()), listener.port());
    };
  }

  private static HostAndPort outside(
      Map<Integer, HostAndPort> known, ClusterFacts facts, NodeSpec node) {
    HostAndPort address = known.get(node.id());
    if (address != null) {
      return address;
    }
    return OutsideAddresses.planned(facts.options().exposure(), node.id())
        .orElseThrow(
            () ->
                new KatkaException(
                    "Cannot write the configuration of node %d: its address for clients outside is not known yet. "
                            .formatted(node.id())
                        + "Give its host and port in the exposure, or wait until its Service %s has them."
                            .formatted(Names.outside(facts.ref(), node.pool(), node.id()))));
  }

  private static int adminPort(ClusterFacts facts, NodeSpec node) {
    Integer port = facts.adminPorts().get(node.id());
    if (port == null) {
      throw new IllegalArgumentException("no admin port of node " + node.id());
    }
    return port;
  }
}
