package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Service;
import io.katka.error.KatkaException;
import io.katka.error.Problem;
import io.katka.error.UnreachableException;
import io.katka.k8s.Exposure;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.HostAndPort;
import io.katka.k8s.internal.manifest.Listener;
import io.katka.k8s.internal.manifest.Names;
import io.katka.k8s.internal.manifest.OutsideAddresses;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that brokers' Services got from the Kubernetes cluster, where they are not given.
 */
final class OutsideLook {
  private final ClusterRef ref;
  private final Api api;
  private final Exposure exposure;
  private final Map<Integer, HostAndPort> known = new ConcurrentHashMap<>();

  OutsideLook(ClusterRef ref, Api api, Exposure exposure) {
    this.ref = ref;
    this.api = api;
    this.exposure = exposure;
  }

  /** Whether a broker's address is only known once its Service is there. */
  boolean isObserved(NodeSpec node) {
    return node.kind().isBroker()
        && !(exposure instanceof Exposure.None)
        && OutsideAddresses.planned(exposure, node.id()).isEmpty();
  }

  /** Node id to address, of those that have been seen. */
  Map<Integer, HostAndPort> known() {
    return new TreeMap<>(known);
  }

  /** What has to be given since this program may not look it up; changes nothing. */
  Optional<Problem> missing(List<NodeSpec> nodes) {
    boolean needed =
        exposure instanceof Exposure.NodePort
            && exposure.hosts().isEmpty()
            && nodes.stream().anyMatch(node -> node.kind().isBroker());
    if (!needed) {
      return Optional.empty();
    }
    try {
      machine();
      return Optional.empty();
    } catch (UnreachableException e) {
      throw e;
    } catch (KatkaException e) {
      return Optional.of(
          new Problem(
              "exposure.hosts",
              "not given",
              "the address at which clients outside reach the Kubernetes cluster's nodes",
              String.valueOf(e.getMessage())));
    }
  }

  /**
   * Looks at a broker's Service.
   *
   * @throws UnreachableException if it has no address yet
   */
  HostAndPort see(NodeSpec node) {
    HostAndPort seen = known.get(node.id());
    if (seen == null) {
      seen = look(node);
      known.put(node.id(), seen);
    }
    return seen;
  }

  private HostAndPort look(NodeSpec node) {
    String name = Names.outside(ref, node.pool(), node.id());
    Service service =
        api.call(
            "read the Service " + name,
            c -> c.services().inNamespace(ref.namespace()).withName(name).get());
    String given = OutsideAddresses.host(exposure, node.id());
    Optional<HostAndPort> address =
        exposure instanceof Exposure.NodePort
            ? nodePort(service)
                .map(port -> new HostAndPort(given.isEmpty() ? machine() : given, port))
            : balancer(service).map(host -> new HostAndPort(host, Listener.OUTSIDE.port()));
    return address.orElseThrow(
        () -> {
          String message =
              "Service %s has no address for clients outside yet: the Kubernetes cluster has to give it one."
                  .formatted(name);
          return new UnreachableException(message, new IllegalStateException(message));
        });
  }

  private static Optional<Integer> nodePort(@Nullable Service service) {
    return Optional.ofNullable(service)
        .map(there -> there.getSpec().getPorts().get(0).getNodePort());
  }

  private static Optional<String> balancer(@Nullable Service service) {
    return Optional.ofNullable(service)
        .map(there -> there.getStatus().getLoadBalancer())
        .map(balancer -> balancer.getIngress())
        .flatMap(ingress -> ingress.stream().findFirst())
        .map(OutsideLook::host);
  }

  private static String host(LoadBalancerIngress ingress) {
    return Optional.ofNullable(ingress.getHostname()).orElseGet(ingress::getIp);
  }

  /** The address of a machine of the Kubernetes cluster, the same one every time: any will do. */
  private String machine() {
    List<Node> nodes;
    try {
      nodes = api.call("list the nodes", c -> c.nodes().list().getItems());
    } catch (UnreachableException e) {
      throw e;
    } catch (KatkaException e) {
      throw new KatkaException(
          "Cannot tell by which address clients outside reach the Kubernetes cluster's nodes: give it with Exposure.nodePort().hosts(...), or the right to read nodes with Rbac.nodeReader(). "
              + e.getMessage(),
          e);
    }
    return nodes.stream()
        .sorted(Comparator.comparing(node -> node.getMetadata().getName()))
        .flatMap(node -> address(node, "ExternalIP").or(() -> address(node, "InternalIP")).stream())
        .findFirst()
        .orElseThrow(() -> new KatkaException("No node of the Kubernetes cluster has an address."));
  }

  private static Optional<String> address(Node node, String type) {
    return node.getStatus().getAddresses().stream()
        .filter(address -> address.getType().equals(type))
        .map(NodeAddress::getAddress)
        .findFirst();
  }
}
