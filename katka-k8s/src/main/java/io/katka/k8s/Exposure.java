package io.katka.k8s;

import io.katka.error.InvalidSpecException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How clients outside the Kubernetes cluster reach the brokers. Each broker gets a Service of its
 * own, because a client talks to the one broker that leads a partition; one more Service is for
 * bootstrapping.
 */
public sealed interface Exposure {

  /** Clients are inside only. */
  static None none() {
    return new None();
  }

  /** A port of every Kubernetes node for each broker, chosen by the API server. */
  static NodePort nodePort() {
    return new NodePort("", "", 0);
  }

  /** A load balancer for each broker. */
  static LoadBalancer loadBalancer() {
    return new LoadBalancer("", "", "", Map.of(), List.of());
  }

  /**
   * The host names that brokers advertise to clients outside, {@code {id}} standing for the node
   * id; empty where the addresses are taken as they are observed.
   */
  String hosts();

  /** The host name for bootstrapping from outside; empty for none. */
  String bootstrapHost();

  /** Clients are inside only. */
  record None() implements Exposure {
    @Override
    public String hosts() {
      return "";
    }

    @Override
    public String bootstrapHost() {
      return "";
    }
  }

  /**
   * A port of every Kubernetes node for each broker.
   *
   * @param hosts what brokers advertise, such as {@code broker-{id}.kafka.example.com}, or one
   *     address for all; empty to take the addresses of the Kubernetes nodes, which needs the right
   *     to read them, see {@link Rbac#nodeReader()}
   * @param bootstrapHost the host name for bootstrapping; empty for none
   * @param firstPort the port for bootstrapping, the broker with node id n getting the port n + 1
   *     above it; 0 to leave the choice to the API server. It chooses for others meanwhile, and may
   *     take one of these: only the lowest ports of its range (30000 to 30085 unless configured) it
   *     gives to nobody who does not ask for them, as long as there are others
   */
  record NodePort(String hosts, String bootstrapHost, int firstPort) implements Exposure {
    public NodePort {
      HostPattern.check("exposure.hosts", hosts);
      HostPattern.check("exposure.bootstrapHost", bootstrapHost);
      if (firstPort != 0 && (firstPort < 1024 || firstPort > 65_000)) {
        throw new InvalidSpecException(
            "exposure.firstPort",
            firstPort,
            "1024 to 65000, within the API server's range (30000 to 32767 unless configured)",
            "Leave it out to let the API server choose.");
      }
    }

    /** Advertises these names, {@code {id}} standing for the node id. */
    public NodePort hosts(String pattern) {
      return new NodePort(pattern, bootstrapHost, firstPort);
    }

    /** Names the host for bootstrapping. */
    public NodePort bootstrapHost(String host) {
      return new NodePort(hosts, host, firstPort);
    }

    /** Takes ports from this one on. */
    public NodePort firstPort(int port) {
      return new NodePort(hosts, bootstrapHost, port);
    }
  }

  /**
   * A load balancer for each broker.
   *
   * @param hosts what brokers advertise, such as {@code broker-{id}.kafka.example.com}, also put
   *     into the annotation that external-dns reads; empty to advertise the load balancer's address
   * @param bootstrapHost the host name for bootstrapping; empty for none
   * @param loadBalancerClass which implementation shall serve them; empty for the default one
   * @param annotations for the Services, {@code {id}} in a value standing for the node id
   * @param sourceRanges the networks that may connect, such as {@code 10.0.0.0/8}; empty for all
   */
  record LoadBalancer(
      String hosts,
      String bootstrapHost,
      String loadBalancerClass,
      Map<String, String> annotations,
      List<String> sourceRanges)
      implements Exposure {
    public LoadBalancer {
      HostPattern.check("exposure.hosts", hosts);
      HostPattern.check("exposure.bootstrapHost", bootstrapHost);
      Objects.requireNonNull(loadBalancerClass, "loadBalancerClass");
      annotations = Map.copyOf(annotations);
      sourceRanges = List.copyOf(sourceRanges);
      if (!hosts.isEmpty() && !hosts.contains("{id}")) {
        throw new InvalidSpecException(
            "exposure.hosts",
            "'" + hosts + "'",
            "a pattern with {id}, since each broker has a load balancer of its own",
            "Write it as broker-{id}.kafka.example.com, for example.");
      }
    }

    /** Advertises these names, {@code {id}} standing for the node id. */
    public LoadBalancer hosts(String pattern) {
      return new LoadBalancer(pattern, bootstrapHost, loadBalancerClass, annotations, sourceRanges);
    }

    /** Names the host for bootstrapping. */
    public LoadBalancer bootstrapHost(String host) {
      return new LoadBalancer(hosts, host, loadBalancerClass, annotations, sourceRanges);
    }

    /** Is served by this implementation. */
    public LoadBalancer loadBalancerClass(String name) {
      return new LoadBalancer(hosts, bootstrapHost, name, annotations, sourceRanges);
    }

    /** One annotation more for the Services. */
    public LoadBalancer annotation(String key, String value) {
      var more = new TreeMap<>(annotations);
      more.put(key, value);
      return new LoadBalancer(hosts, bootstrapHost, loadBalancerClass, more, sourceRanges);
    }

    /** Lets only these networks connect. */
    public LoadBalancer sourceRanges(String... networks) {
      return new LoadBalancer(
          hosts, bootstrapHost, loadBalancerClass, annotations, List.of(networks));
    }
  }
}
