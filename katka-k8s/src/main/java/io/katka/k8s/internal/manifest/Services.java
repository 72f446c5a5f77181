package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;

/** The Services that a cluster's nodes share inside the Kubernetes cluster. */
final class Services {
  private Services() {}

  static List<Service> of(ClusterFacts facts) {
    return List.of(nodes(facts), controllers(facts), bootstrap(facts));
  }

  /** Nodes find each other before they are ready: being ready needs the others. */
  private static Service nodes(ClusterFacts facts) {
    return new ServiceBuilder()
        .withMetadata(Labels.of(facts, Names.nodes(facts.ref())))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Labels.cluster(facts.ref()))
        .withPorts(port(Listener.REPLICATION), port(Listener.INSIDE), port(Listener.CONTROLLER))
        .endSpec()
        .build();
  }

  private static Service controllers(ClusterFacts facts) {
    return new ServiceBuilder()
        .withMetadata(Labels.of(facts, Names.controllers(facts.ref())))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Labels.controllers(facts.ref()))
        .withPorts(port(Listener.CONTROLLER))
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
