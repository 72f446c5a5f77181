package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.katka.k8s.Exposure;
import io.katka.spec.NodeSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Services by which clients outside reach a cluster: one to begin with, and one per broker. */
final class OutsideServices {
  private static final String DNS = "external-dns.alpha.kubernetes.io/hostname";

  private OutsideServices() {}

  static Optional<Service> bootstrap(ClusterFacts facts) {
    Exposure exposure = facts.options().exposure();
    int port = exposure instanceof Exposure.NodePort ports ? ports.firstPort() : 0;
    return service(
        exposure,
        Labels.of(facts, Names.outsideBootstrap(facts.ref())),
        Labels.brokers(facts.ref()),
        new Address(exposure.bootstrapHost(), port, "bootstrap"));
  }

  static Optional<Service> of(ClusterFacts facts, NodeSpec node) {
    if (!node.kind().isBroker()) {
      return Optional.empty();
    }
    Exposure exposure = facts.options().exposure();
    return service(
        exposure,
        Labels.of(facts, node, Names.outside(facts.ref(), node.pool(), node.id())),
        Labels.node(facts.ref(), node.id()),
        new Address(
            OutsideAddresses.host(exposure, node.id()),
            OutsideAddresses.nodePort(exposure, node.id()),
            Integer.toString(node.id())));
  }

  /** What is known before: a host for DNS, a port of all machines, and who it is. */
  private record Address(String host, int nodePort, String id) {}

  private static Optional<Service> service(
      Exposure exposure, ObjectMeta metadata, Map<String, String> selector, Address address) {
    if (exposure instanceof Exposure.None) {
      return Optional.empty();
    }
    ServicePort port = Services.port(Listener.OUTSIDE);
    if (address.nodePort() > 0) {
      port.setNodePort(address.nodePort());
    }
    var spec =
        new ServiceBuilder()
            .withMetadata(metadata)
            .withNewSpec()
            .withSelector(selector)
            .withPorts(port)
            // A broker that answers is to be reached, whatever its probe says.
            .withPublishNotReadyAddresses(selector.containsKey(Labels.NODE_ID));
    if (exposure instanceof Exposure.LoadBalancer balancer) {
      spec.withType("LoadBalancer").withLoadBalancerSourceRanges(balancer.sourceRanges());
      if (!balancer.loadBalancerClass().isEmpty()) {
        spec.withLoadBalancerClass(balancer.loadBalancerClass());
      }
      return Optional.of(
          spec.endSpec().withMetadata(annotated(metadata, balancer, address)).build());
    }
    return Optional.of(spec.withType("NodePort").endSpec().build());
  }

  private static ObjectMeta annotated(
      ObjectMeta metadata, Exposure.LoadBalancer balancer, Address address) {
    var annotations = new TreeMap<String, String>();
    balancer
        .annotations()
        .forEach((key, value) -> annotations.put(key, value.replace("{id}", address.id())));
    if (!address.host().isEmpty()) {
      annotations.putIfAbsent(DNS, address.host());
    }
    return new ObjectMetaBuilder(metadata).withAnnotations(annotations).build();
  }
}
