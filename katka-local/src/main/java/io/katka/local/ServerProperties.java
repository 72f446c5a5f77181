package io.katka.local;

import io.katka.release.MetadataMode;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A node's server properties: what the core decided, and what only this platform knows. */
final class ServerProperties {
  private static final String CLIENT_LISTENER = "PLAINTEXT";
  private static final String CONTROLLER_LISTENER = "CONTROLLER";

  /**
   * What suits processes on one machine better than Kafka's own defaults. A controller refuses a
   * broker that comes back before its former session ran out, and lets one stop only after the
   * others' next heartbeats: 9 s and 2 s by default, longer than a broker takes to start here. New
   * brokers come up beside their controllers, and after a minute would give them up.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "broker.session.timeout.ms", "4000",
          "broker.heartbeat.interval.ms", "500",
          "initial.broker.registration.timeout.ms", "600000");

  private ServerProperties() {}

  /**
   * Renders them as a file.
   *
   * @param data the directory of the volume
   * @param cluster the ports of all the cluster's nodes, this one's among them
   */
  static String render(NodeSpec node, NodeSize size, Path data, Map<Integer, NodePorts> cluster) {
    var text = new StringBuilder();
    of(node, size, data, cluster)
        .forEach(
            (key, value) ->
                text.append(escape(key)).append('=').append(escape(value)).append('\n'));
    return text.toString();
  }

  static Map<String, String> of(
      NodeSpec node, NodeSize size, Path data, Map<Integer, NodePorts> cluster) {
    NodePorts ports = cluster.get(node.id());
    if (ports == null) {
      throw new IllegalArgumentException("no ports of node " + node.id());
    }
    if (node.revision().release().metadata() == MetadataMode.ZOOKEEPER) {
      return node.kind() == NodeKind.ZOOKEEPER
          ? ZooKeeperProperties.ofMember(data, ports, cluster)
          : ZooKeeperProperties.ofBroker(node, size, data, ports, cluster);
    }
    var all = new TreeMap<>(DEFAULTS);
    all.putAll(size.settings());
    all.putAll(node.revision().properties());
    all.put("process.roles", roles(node));
    all.put("node.id", Integer.toString(node.id()));
    all.put("log.dirs", data.toString());
    all.put("listeners", listeners(ports));
    all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.put("controller.listener.names", CONTROLLER_LISTENER);
    all.put("controller.quorum.bootstrap.servers", bootstrap(cluster));
    if (node.kind().isBroker()) {
      all.put("inter.broker.listener.name", CLIENT_LISTENER);
    }
    if (!node.rack().isEmpty()) {
      all.put("broker.rack", node.rack());
    }
    return all;
  }

  private static String roles(NodeSpec node) {
    return switch (node.kind()) {
      case BROKER -> "broker";
      case CONTROLLER -> "controller";
      case COMBINED -> "broker,controller";
      case ZOOKEEPER -> throw new IllegalArgumentException("a ZooKeeper node has no roles");
    };
  }

  private static String listeners(NodePorts ports) {
    var listeners = new StringBuilder();
    if (ports.client() > 0) {
      listeners.append(CLIENT_LISTENER).append("://").append(address(ports.client()));
    }
    if (ports.controller() > 0) {
      listeners
          .append(listeners.isEmpty() ? "" : ",")
          .append(CONTROLLER_LISTENER)
          .append("://")
          .append(address(ports.controller()));
    }
    return listeners.toString();
  }

  private static String bootstrap(Map<Integer, NodePorts> cluster) {
    return new TreeMap<>(cluster)
        .values().stream()
            .filter(ports -> ports.controller() > 0)
            .map(ports -> address(ports.controller()))
            .collect(Collectors.joining(","));
  }

  private static String address(int port) {
    return Ports.HOST + ":" + port;
  }

  /** Escapes a key or a value as {@link java.util.Properties#load(java.io.Reader)} reads it. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', ':', '=', '#', '!', ' ' -> escaped.append('\\').append(c);
        case '\t' -> escaped.append("\\t");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\f' -> escaped.append("\\f");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            escaped.append("\\u%04x".formatted((int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
