package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.katka.error.KatkaException;
import io.katka.error.Problem;
import io.katka.error.UnreachableException;
import io.katka.k8s.Exposure;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.HostAndPort;
import io.katka.k8s.internal.manifest.Labels;
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
import java.util.stream.Collectors;

/**
 * The addresses that brokers' Services got from the Kubernetes cluster, where they are not given. A
 * Service that is made anew may have another one: so none is remembered.
 */
final class OutsideLook {
  private final ClusterRef ref;
  private final Api api;
  private final Exposure exposure;

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
   * The addresses of those of these brokers for which they are observed.
   *
   * @throws UnreachableException if one has none yet
   */
  Map<Integer, HostAndPort> see(List<NodeSpec> nodes) {
    Map<Integer, HostAndPort> found = found(nodes);
    for (NodeSpec node : nodes) {
      if (isObserved(node) && !found.containsKey(node.id())) {
        String message =
            "Service %s has no address for clients outside yet: the Kubernetes cluster has to give it one."
                .formatted(name(node));
        throw new UnreachableException(message, new IllegalStateException(message));
      }
    }
    return found;
  }

  /** As {@link #see}, but for those that have none. */
  Map<Integer, HostAndPort> found(List<NodeSpec> nodes) {
    List<NodeSpec> observed = nodes.stream().filter(this::isObserved).toList();
    if (observed.isEmpty()) {
      return Map.of();
    }
    Map<String, Service> services =
        api
            .call(
                "list the Services of " + ref,
                c ->
                    c.services()
                        .inNamespace(ref.namespace())
                        .withLabels(Labels.cluster(ref))
                        .list()
                        .getItems())
            .stream()
            .collect(Collectors.toMap(service -> service.getMetadata().getName(), s -> s));
    services.keySet().retainAll(observed.stream().map(this::name).toList());
    boolean ports = exposure instanceof Exposure.NodePort;
    String machine = ports && exposure.hosts().isEmpty() && !services.isEmpty() ? machine() : "";
    var found = new TreeMap<Integer, HostAndPort>();
    for (NodeSpec node : observed) {
      Optional.ofNullable(services.get(name(node)))
          .flatMap(service -> ports ? nodePort(service, node, machine) : balancer(service))
          .ifPresent(address -> found.put(node.id(), address));
    }
    return found;
  }

  private String name(NodeSpec node) {
    return Names.outside(ref, node.pool(), node.id());
  }

  private Optional<HostAndPort> nodePort(Service service, NodeSpec node, String machine) {
    String host = machine.isEmpty() ? OutsideAddresses.host(exposure, node.id()) : machine;
    return Optional.ofNullable(service.getSpec().getPorts().get(0).getNodePort())
        .map(port -> new HostAndPort(host, port));
  }

  private static Optional<HostAndPort> balancer(Service service) {
    return Optional.ofNullable(service.getStatus())
        .map(ServiceStatus::getLoadBalancer)
        .map(LoadBalancerStatus::getIngress)
        .flatMap(ingress -> ingress.stream().findFirst())
        .map(ingress -> new HostAndPort(host(ingress), Listener.OUTSIDE.port()));
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
