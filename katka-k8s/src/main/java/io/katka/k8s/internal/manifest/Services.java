package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeKind;
import java.util.List;
import java.util.stream.Stream;

/** The Services that a cluster's nodes share inside the Kubernetes cluster. */
final class Services {
  private Services() {}

  static List<Service> of(ClusterFacts facts) {
    return List.of(nodes(facts), quorum(facts), bootstrap(facts));
  }

  /** Nodes find each other before they are ready: being ready needs the others. */
  private static Service nodes(ClusterFacts facts) {
    return new ServiceBuilder()
        .withMetadata(Labels.of(facts, Names.nodes(facts.ref())))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Labels.cluster(facts.ref()))
        .withPorts(
            Stream.concat(Stream.of(Listener.INSIDE), among(facts))
                .sorted()
                .map(Services::port)
                .toList())
        .endSpec()
        .build();
  }

  /** The listeners of the nodes among themselves. */
  static Stream<Listener> among(ClusterFacts facts) {
    return Ensemble.isIn(facts)
        ? Stream.of(Listener.REPLICATION, Listener.ZOOKEEPER, Listener.FOLLOWERS, Listener.ELECTION)
        : Stream.of(Listener.REPLICATION, Listener.CONTROLLER);
  }

  private static Service quorum(ClusterFacts facts) {
    boolean ensemble = Ensemble.isIn(facts);
    ClusterRef ref = facts.ref();
    return new ServiceBuilder()
        .withMetadata(Labels.of(facts, ensemble ? Names.ensemble(ref) : Names.controllers(ref)))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(
            ensemble ? Labels.dedicated(ref, NodeKind.ZOOKEEPER) : Labels.controllers(ref))
        .withPorts(port(ensemble ? Listener.ZOOKEEPER : Listener.CONTROLLER))
        .endSpec()
        .build();
  }

  private static Service bootstrap(ClusterFacts facts) {
    return new ServiceBuilder()
        .withMetadata(Labels.of(facts, Names.bootstrap(facts.ref())))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(Labels.brokers(facts.ref()))
        .withPorts(port(Listener.INSIDE))
        .endSpec()
        .build();
  }

  static ServicePort port(Listener listener) {
    return new ServicePortBuilder()
        .withName(listener.portName())
        .withProtocol("TCP")
        .withPort(listener.port())
        .withTargetPort(new IntOrString(listener.port()))
        .build();
  }
}
