package io.katka.k8s.internal.manifest;

import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A node's server properties: what the core decided, and what only this platform knows. */
final class ServerProperties {
  /** Reads files when the node starts, so that no secret stands in a ConfigMap. */
  private static final String PROVIDER = "katka";

  private static final long CLEANER_DEFAULT = 128L << 20;
  private static final long CLEANER_LEAST = 2L << 20;
  private static final long CLEANER_SHARE = 8;

  /**
   * New brokers come up beside their controllers, whose pods may wait longer for a machine than the
   * minute after which a broker gives up by default.
   */
  private static final String PATIENCE = Long.toString(Duration.ofHours(1).toMillis());

  private ServerProperties() {}

  static Map<String, String> of(ClusterFacts facts, NodeSpec node) {
    if (Ensemble.isBehind(node)) {
      return EnsembleBroker.of(facts, node);
    }
    var all = new TreeMap<>(node.revision().properties());
    List<Listener> listeners = Listeners.of(facts, node.kind());
    all.put("process.roles", roles(node.kind()));
    all.put("node.id", Integer.toString(node.id()));
    all.put("log.dirs", Paths.LOGS);
    all.put("listeners", Listeners.bound(listeners));
    all.put("advertised.listeners", Listeners.advertised(facts, node, listeners));
    all.put("listener.security.protocol.map", protocols(facts, listeners));
    all.put(
        "controller.listener.names",
        node.kind().isController()
            ? Listener.CONTROLLER + "," + Listener.CONTROLLER_ADMIN
            : Listener.CONTROLLER.name());
    all.put("controller.quorum.bootstrap.servers", Controllers.bootstrap(facts).toString());
    if (node.kind().isBroker()) {
      all.put("inter.broker.listener.name", Listener.REPLICATION.name());
      all.putIfAbsent("initial.broker.registration.timeout.ms", PATIENCE);
      cleanerBuffer(all, Resources.heapBytes(facts.options(), node));
    }
    if (!node.rack().isEmpty()) {
      all.put("broker.rack", node.rack());
    }
    List<Listener> encrypted =
        listeners.stream().filter(l -> Listeners.isEncrypted(facts, l)).toList();
    encrypted.forEach(l -> certificate(all, l));
    provider(all, !encrypted.isEmpty());
    users(all, node.kind());
    return all;
  }

  /**
   * The log cleaner takes its buffer, 128 MiB by default, from the heap at once: a small one would
   * be left with next to nothing, and its broker would do little but collect garbage.
   */
  static void cleanerBuffer(Map<String, String> all, long heapBytes) {
    long share = heapBytes / CLEANER_SHARE;
    if (share < CLEANER_DEFAULT) {
      all.putIfAbsent(
          "log.cleaner.dedupe.buffer.size", Long.toString(Math.max(share, CLEANER_LEAST)));
    }
  }

  private static String roles(NodeKind kind) {
    return switch (kind) {
      case BROKER -> "broker";
      case CONTROLLER -> "controller";
      case COMBINED -> "broker,controller";
      case ZOOKEEPER -> throw new IllegalArgumentException("a ZooKeeper node has no roles");
    };
  }

  private static String protocols(ClusterFacts facts, List<Listener> listeners) {
    var all = new java.util.TreeSet<>(listeners);
    // A broker talks to the controllers, though it has no such listener.
    all.add(Listener.CONTROLLER);
    return all.stream()
        .map(l -> l + ":" + Listeners.protocol(facts, l))
        .collect(Collectors.joining(","));
  }

  private static void provider(Map<String, String> all, boolean certificate) {
    all.merge("config.providers", PROVIDER, (others, own) -> others + "," + own);
    String prefix = "config.providers." + PROVIDER + ".";
    all.put(prefix + "class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
    // It insists that they exist.
    all.put(
        prefix + "param.allowed.paths",
        Paths.CREDENTIALS + (certificate ? "," + Paths.CERTIFICATE : ""));
  }

  private static String file(String directory, String name) {
    return "${" + PROVIDER + ":" + directory + ":" + name + "}";
  }

  private static void users(Map<String, String> all, NodeKind kind) {
    UnaryOperator<String> secret = name -> file(Paths.CREDENTIALS, name);
    all.put("sasl.mechanism.controller.protocol", "PLAIN");
    Users.nodes(all, Listener.CONTROLLER, secret);
    if (kind.isBroker()) {
      Users.ofBroker(all, secret);
    }
    if (kind.isController()) {
      Users.admin(all, Listener.CONTROLLER_ADMIN, secret);
    }
    Users.superUsers(all);
  }

  private static void certificate(Map<String, String> all, Listener listener) {
    String prefix = Users.prefix(listener);
    all.put(prefix + "ssl.keystore.type", "PEM");
    all.put(prefix + "ssl.keystore.certificate.chain", file(Paths.CERTIFICATE, Certificate.CHAIN));
    all.put(prefix + "ssl.keystore.key", file(Paths.CERTIFICATE, Certificate.KEY));
  }
}
