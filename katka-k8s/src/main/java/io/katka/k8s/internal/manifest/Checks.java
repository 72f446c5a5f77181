package io.katka.k8s.internal.manifest;

import io.katka.error.Problem;
import io.katka.k8s.Exposure;
import io.katka.k8s.Tls;
import io.katka.spec.NodeSpec;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is wrong with a cluster's nodes as Kubernetes objects, told before anything is touched. */
public final class Checks {
  /** A pod's name is a host's, and a label of Kubernetes' own holds the set's with 11 more. */
  private static final int LONGEST_SET = 52;

  /** What only the platform knows, and what holds a node together. */
  private static final Set<String> OWN_KEYS =
      Set.of(
          "advertised.listeners",
          "broker.id",
          "broker.id.generation.enable",
          "broker.rack",
          "controller.listener.names",
          "controller.quorum.bootstrap.servers",
          "controller.quorum.voters",
          "inter.broker.listener.name",
          "listener.security.protocol.map",
          "listeners",
          "log.dir",
          "log.dirs",
          "metadata.log.dir",
          "node.id",
          "process.roles",
          "sasl.mechanism.controller.protocol",
          "sasl.mechanism.inter.broker.protocol",
          "security.inter.broker.protocol",
          "zookeeper.connect");

  private Checks() {}

  /**
   * Everything that is wrong with these nodes.
   *
   * @param nodes the nodes that are to be created or changed
   */
  public static List<Problem> of(ClusterFacts facts, List<NodeSpec> nodes) {
    var problems = new LinkedHashSet<Problem>();
    for (NodeSpec node : nodes) {
      name(facts, node).ifPresent(problems::add);
      image(facts, node).ifPresent(problems::add);
      keys(node).ifPresent(problems::add);
      if (node.kind().isBroker()) {
        nodePort(facts, node).ifPresent(problems::add);
      }
      if (Ensemble.isBehind(node)) {
        encryption(facts, node).ifPresent(problems::add);
      }
    }
    return List.copyOf(problems);
  }

  /**
   * Everything that is wrong with the certificate, as far as the names that clients use are known.
   *
   * @param chain the certificate and those above it in PEM, given or read from the Secret; null
   *     where the Secret or its entry is not there
   * @param key the private key in PEM, likewise
   */
  public static List<Problem> certificate(
      ClusterFacts facts,
      List<NodeSpec> nodes,
      @Nullable String chain,
      @Nullable String key,
      Instant now) {
    Tls tls = facts.options().tls();
    if (tls instanceof Tls.None) {
      return List.of();
    }
    if (chain == null || key == null) {
      String name = tls instanceof Tls.InSecret secret ? secret.name() : "";
      return List.of(
          new Problem(
              "tls.secret",
              "'%s', without %s".formatted(name, chain == null ? "tls.crt" : "tls.key"),
              "a Secret in namespace %s with tls.crt and tls.key"
                  .formatted(facts.ref().namespace()),
              "Create it first, or name the one that is there."));
    }
    return CertificateCheck.problems(chain, key, names(facts, nodes), now);
  }

  /** The host names that clients use, as far as they are known before. */
  static List<String> names(ClusterFacts facts, List<NodeSpec> nodes) {
    var names = new TreeSet<String>();
    Exposure exposure = facts.options().exposure();
    if (!exposure.bootstrapHost().isEmpty()) {
      names.add(exposure.bootstrapHost());
    }
    boolean inside = facts.options().tls().inside();
    if (inside) {
      names.add(Names.service(facts.ref(), Names.bootstrap(facts.ref())));
    }
    for (NodeSpec node : nodes) {
      if (node.kind().isBroker()) {
        if (inside) {
          names.add(Names.host(facts.ref(), node.pool(), node.id()));
        }
        HostAndPort observed = facts.outside().get(node.id());
        String host =
            observed == null ? OutsideAddresses.host(exposure, node.id()) : observed.host();
        if (!host.isEmpty()) {
          names.add(host);
        }
      }
    }
    return List.copyOf(names);
  }

  private static Optional<Problem> name(ClusterFacts facts, NodeSpec node) {
    String name = Names.node(facts.ref(), node.pool(), node.id());
    return name.length() <= LONGEST_SET
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "pool",
                "'%s', which makes '%s' of %d characters"
                    .formatted(node.pool(), name, name.length()),
                "names of cluster, pool and node id that make at most %d together"
                    .formatted(LONGEST_SET),
                "Choose a shorter name for the pool or the cluster."));
  }

  private static Optional<Problem> image(ClusterFacts facts, NodeSpec node) {
    return Images.of(facts.options(), node).isEmpty()
        ? Optional.of(
            new Problem(
                "image",
                "none for " + node.revision().release().describe(),
                "an image with the official layout (/opt/kafka/bin, or /usr/bin of Confluent's)",
                "Name one in the options, such as registry.example.com/kafka:{version}."))
        : Optional.empty();
  }

  private static Optional<Problem> encryption(ClusterFacts facts, NodeSpec node) {
    return facts.options().tls() instanceof Tls.None
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "tls",
                "asked for with " + node.revision().release().describe(),
                "no encryption with a ZooKeeper ensemble",
                "Certificates for brokers of that era are not there yet: leave tls(…) out."));
  }

  private static Optional<Problem> keys(NodeSpec node) {
    var own = new TreeSet<>(node.revision().properties().keySet());
    own.removeIf(key -> !OWN_KEYS.contains(key) && !key.startsWith("listener.name."));
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "config",
                String.join(", ", own),
                "settings that do not say where and as whom a node runs",
                "Leave them out: listeners come from exposure(…) and tls(…), racks from racks(…)."));
  }

  private static Optional<Problem> nodePort(ClusterFacts facts, NodeSpec node) {
    if (facts.options().exposure() instanceof Exposure.NodePort ports
        && OutsideAddresses.nodePort(ports, node.id()) > 65_535) {
      return Optional.of(
          new Problem(
              "exposure.firstPort",
              Map.of("firstPort", ports.firstPort(), "node", node.id()).toString(),
              "a port for every node below 65536",
              "Choose a lower first port."));
    }
    return Optional.empty();
  }
}
